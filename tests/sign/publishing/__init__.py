"""Tests of public copies."""

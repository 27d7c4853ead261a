"""Tests of signing here."""

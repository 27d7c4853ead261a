"""Tests of freezing a version."""

"""Tests of verdicts on signed files."""

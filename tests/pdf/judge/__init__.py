"""Tests of the judge of finished files."""

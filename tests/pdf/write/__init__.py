"""Tests of what docgen adds to a PDF."""

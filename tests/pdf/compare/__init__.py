"""Tests of what differs between two PDFs."""

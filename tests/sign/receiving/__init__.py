"""Tests of receiving files from portals and papers."""

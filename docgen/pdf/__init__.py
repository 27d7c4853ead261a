"""Stamp, assemble, conform and judge PDF files."""

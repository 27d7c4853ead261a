"""Tests of the engines: the embedded one, LibreOffice, the two held together, and Word files of others."""

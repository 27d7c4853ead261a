"""Tests of many workspaces at once."""

"""Fixing: from a built document to a frozen version with signature fields."""

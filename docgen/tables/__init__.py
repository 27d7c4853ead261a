"""Follow-ups and commitments as a table that is filled in with Excel, and read back into the data."""

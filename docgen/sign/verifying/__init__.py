"""Verifying: verdicts on any signed PDF, what changed in it, who is missing, and the report."""

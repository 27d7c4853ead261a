"""Signing: documents fixed, signed or received, verified, and published, with every step in the period's record."""

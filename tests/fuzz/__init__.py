"""Seeded damage to whatever can be given to docgen, door by door: `python -m tests.fuzz --help`."""

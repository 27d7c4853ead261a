"""Kills of every command that writes, many of each: `python -m tests.kills --help`."""

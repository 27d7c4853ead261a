"""Emitting: a `Document` becomes Typst source, laid out as Word does it."""

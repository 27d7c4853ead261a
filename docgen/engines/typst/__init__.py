"""The embedded engine: a strict translator from Word to Typst, and the pinned typst library that lays it out."""

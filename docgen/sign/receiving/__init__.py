"""Receiving what was signed elsewhere: a file from a portal, or a paper that was printed, signed and scanned."""

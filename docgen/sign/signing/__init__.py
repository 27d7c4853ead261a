"""Signing here: one signatory or the seal, with a certificate file or a card, at the four PAdES levels."""

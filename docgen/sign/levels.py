"""How long a signature can be proved: the PAdES levels (ETSI EN 319 142-1, chapter 6)."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The baseline levels. Each holds what the one before does."""

    B = 'B-B'
    """The signature alone: the time is what the signatory's computer says."""
    T = 'B-T'
    """With a timestamp: the time is proved."""
    LT = 'B-LT'
    """With what shows that the certificate was not revoked: provable without asking anyone."""
    LTA = 'B-LTA'
    """With a timestamp over all of it: provable also after the certificates have ended."""

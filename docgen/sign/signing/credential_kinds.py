"""What one signs with: a certificate file, or a smart card in a reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class CertificateFile:
    """A .p12 or .pfx file (PKCS #12) with a private key, its certificate and perhaps those of the issuers."""

    path: Path
    passphrase: Callable[[], str] = field(repr=False)
    content: bytes | None = field(default=None, repr=False)
    """The file's bytes where they are at hand and not to be read from the disk; `path` then only names the file."""


@dataclass(frozen=True)
class CardInReader:
    """A smart card or another token that is reached through a PKCS #11 library."""

    library: Path
    token: str
    """The token's label."""
    pin: Callable[[], str] = field(repr=False)
    key_label: str | None = None
    """Which certificate, when the card has several for signing."""

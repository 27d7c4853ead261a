"""One who can sign: the files that a person or an organisation has of their e-identity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Credential:
    """A key with its certificate, as a .p12 file and in parts."""

    label: str
    """The name in `pki.yml` and of the files: anna."""
    name: str
    """The common name of the certificate: Anna Exempel."""
    p12: Path
    """Key, certificate and the certificates up to the root."""
    passphrase: str
    passphrase_file: Path
    """The passphrase in UTF-8 with a line feed after it, as editors write it."""
    key: Path
    """The private key in PEM, without passphrase."""
    certificate: Path
    """The certificate alone in PEM."""
    certificate_der: bytes = field(repr=False)

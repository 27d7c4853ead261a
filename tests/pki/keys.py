"""The keys of the test PKI: made anew for every run, of the kind that each file's name tells."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def make_keys(files: Iterable[Path]) -> None:
    """Write a fresh private key (PKCS#8, PEM, no passphrase) to each file: `anna.rsa-2048.pem`, `erik.p-256.pem`."""
    with ThreadPoolExecutor() as threads:  # the arithmetic of RSA runs outside Python's lock
        list(threads.map(_make, files))


def _make(file: Path) -> None:
    kind = file.suffixes[0]
    key = ec.generate_private_key(ec.SECP256R1()) if kind == '.p-256' else _rsa(int(kind.removeprefix('.rsa-')))
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _rsa(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)

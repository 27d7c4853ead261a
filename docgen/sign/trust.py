"""The issuers that are trusted here: certificates in the workspace's `data/trust`, and those named for the occasion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError, Place, UsageError, reason
from docgen.filesystem import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from asn1crypto.x509 import Certificate

FOLDER = 'trust'
"""In the workspace's `data`."""
SUFFIXES = frozenset(('.pem', '.crt', '.cer', '.der'))
_LARGEST = 1_000_000


@dataclass(frozen=True)
class TrustRoot:
    """One trusted issuer; `fingerprint` is SHA-256 over the certificate in DER, in hexadecimal."""

    name: str
    fingerprint: str
    certificate: Certificate = field(repr=False, compare=False)


def workspace_trust(root: Path) -> tuple[TrustRoot, ...]:
    """Give the issuers that a workspace trusts; none if it has no `data/trust`.

    Raises:
        FindingsError: `trust-unreadable`, a file there holds no certificate.
    """
    folder = workspace_trust_folder(root)
    return _loaded(_in_folder(folder)) if folder.is_dir() else ()


def workspace_trust_folder(root: Path) -> Path:
    """Give the folder where a workspace keeps the issuers that it trusts."""
    return root / 'data' / FOLDER


def load_trust(paths: Iterable[Path]) -> tuple[TrustRoot, ...]:
    """Read certificates, PEM (one or several) or DER, from files and from all such files of folders.

    Raises:
        UsageError: `trust-missing`, there is no such file or folder, or no certificate in the folder.
        FindingsError: `trust-unreadable`, a file holds no certificate.
    """
    return _loaded(file for path in paths for file in _files(path))


def _loaded(files: Iterable[Path]) -> tuple[TrustRoot, ...]:
    found: dict[str, TrustRoot] = {}
    for file in files:
        for certificate in _certificates(file):
            fingerprint = certificate.sha256.hex()
            found.setdefault(fingerprint, TrustRoot(_name(certificate), fingerprint, certificate))
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.fingerprint)))


def _files(path: Path) -> list[Path]:
    files = _in_folder(path) if path.is_dir() else [path]
    if files and path.exists():
        return files
    raise UsageError(
        Finding(
            'trust-missing',
            f"{path} innehåller inga certifikat." if path.exists() else f"{path} finns inte.",
            "Där skulle certifikaten för de utgivare ligga som underskrifterna ska prövas mot.",
            "Kontrollera namnet efter --trust. I en mapp läses filer som slutar på .pem, .crt, .cer eller .der.",
            Place(path),
        )
    )


def _in_folder(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.suffix.lower() in SUFFIXES and each.is_file())


def _certificates(file: Path) -> list[Certificate]:
    from pyhanko.keys import load_certs_from_pemder_data

    try:
        found = list(load_certs_from_pemder_data(read_file(file, _LARGEST)))
        for each in found:
            # asn1crypto reads lazily: what is broken must show here, not in the middle of a verification.
            _ = each.native, each.public_key.native
    except OSError as error:
        raise _unreadable(file, f"Filen går inte att läsa: {reason(error)}.") from error
    # NotImplementedError is asn1crypto's own, for kinds of keys that it does not know.
    except (ValueError, TypeError, KeyError, NotImplementedError, OverflowError) as error:
        raise _unreadable(file, "Filen är varken PEM eller DER med ett certifikat i.") from error
    if not found:
        raise _unreadable(file, "Filen innehåller inget certifikat.")
    return found


def _name(certificate: Certificate) -> str:
    from docgen.sign.certificate import subject_name

    return subject_name(certificate)


def _unreadable(file: Path, why: str) -> FindingsError:
    return FindingsError(
        Finding(
            'trust-unreadable',
            f"{file.name} går inte att använda som betrodd utgivare.",
            why,
            "Hämta utgivarens certifikat på nytt (PEM eller DER), eller ta bort filen.",
            Place(file),
        )
    )

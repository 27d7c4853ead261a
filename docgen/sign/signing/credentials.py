"""A certificate file or a card opened as pyHanko's signer (the card in `smart_card`), and secrets read from files.

A secret is asked for only when it is needed, and is never kept in an object that could be printed.
Message ids: `credential-missing`, `credential-unreadable`, `credential-incomplete`, `passphrase-wrong`,
`secret-unreadable`, `secret-open-to-others`.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, Severity, SignatureError, reason
from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyhanko.sign.signers import Signer

_LONGEST_SECRET = 4096


@contextmanager
def open_signer(credential: CertificateFile | CardInReader) -> Iterator[Signer]:
    """Give pyHanko's signer for a credential; a card's session is closed afterwards.

    Raises:
        SignatureError: the ids of this module and of `docgen.sign.signing.smart_card`.
    """
    if isinstance(credential, CertificateFile):
        yield _load(credential)
        return
    from docgen.sign.signing.smart_card import open_card

    with open_card(credential) as signer:
        yield signer


def read_secret(path: Path) -> str:
    """Read a passphrase or PIN from the first line of a file.

    Raises:
        SignatureError: `secret-unreadable`.
    """
    try:
        with path.open('rb') as file:
            content = file.read(_LONGEST_SECRET)
        return content.decode('utf-8-sig').partition('\n')[0].removesuffix('\r')
    except OSError as error:
        why = f"Orsak: {reason(error)}."
    except UnicodeDecodeError:
        why = "Den är inte en textfil i UTF-8."
    raise SignatureError(
        Finding(
            'secret-unreadable',
            f"Filen {path.name} med lösenordet eller pinkoden kan inte läsas.",
            why,
            "Skriv lösenordet eller pinkoden på filens första rad, eller utelämna filen så frågar docgen.",
            Place(path),
        )
    )


def secret_open_to_others(path: Path) -> Finding | None:
    """Warn of a file with a secret that others on the computer can read."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if os.name == 'nt' or not mode & (stat.S_IRGRP | stat.S_IROTH):
        return None
    return Finding(
        'secret-open-to-others',
        f"Filen {path.name} kan läsas av andra än du.",
        "Den som kan läsa lösenordet eller pinkoden kan skriva under i ditt namn.",
        f"Kör chmod 600 {path.name}.",
        Place(path),
        Severity.WARNING,
    )


def _load(credential: CertificateFile) -> Signer:
    from asn1crypto.pkcs12 import Pfx
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign.signers import SimpleSigner

    path = credential.path
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SignatureError(
            Finding(
                'credential-missing',
                f"Certifikatfilen {path.name} kan inte läsas.",
                f"Orsak: {reason(error)}.",
                "Ange en p12- eller pfx-fil som finns.",
                Place(path),
            )
        ) from error
    try:
        authenticated = Pfx.load(content, strict=True).native['auth_safe']['content_type']
    except (ValueError, TypeError, KeyError):
        authenticated = None
    if authenticated is None:
        raise SignatureError(_unreadable(path, "Den är skadad, eller av ett annat slag."))
    passphrase = credential.passphrase().encode()
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, passphrase or None)
    except UnsupportedAlgorithm:
        raise SignatureError(_unreadable(path, "Den är låst med en metod som inte längre används.")) from None
    except (ValueError, TypeError):
        # The library's own error is left out: it is about the passphrase.
        raise SignatureError(
            Finding(
                'passphrase-wrong',
                f"Lösenordet öppnar inte {path.name}.",
                "Utan rätt lösenord kan nyckeln inte användas.",
                "Försök igen. Kommer du inte ihåg lösenordet måste filen hämtas på nytt från den som utfärdat den.",
                Place(path),
            )
        ) from None
    if key is None or certificate is None:
        raise SignatureError(
            Finding(
                'credential-incomplete',
                f"{path.name} har {'inget certifikat' if certificate is None else 'ingen privat nyckel'}.",
                "För att skriva under behövs både certifikatet och dess privata nyckel.",
                "Exportera certifikatet på nytt, med privat nyckel.",
                Place(path),
            )
        )
    return SimpleSigner.load_pkcs12_data(content, (), passphrase or None)  # type: ignore[no-any-return]


def _unreadable(path: Path, why: str) -> Finding:
    return Finding(
        'credential-unreadable',
        f"{path.name} är ingen certifikatfil som går att läsa.",
        why,
        "Exportera certifikatet på nytt som p12 eller pfx, med privat nyckel.",
        Place(path),
    )

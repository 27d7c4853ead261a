"""A certificate file or a card opened as pyHanko's signer (the card in `smart_card`).

A secret is asked for only when it is needed, and is never kept in an object that could be printed.
Message ids: `credential-missing`, `credential-unreadable`, `credential-incomplete`, `passphrase-wrong`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, SignatureError, reason
from docgen.filesystem import read_file
from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile
from docgen.sign.signing.secrets import usable_secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyhanko.sign.signers import Signer, SimpleSigner

_LARGEST = 10_000_000
_PSS_DIGEST = 'sha256'
"""What pyHanko takes the digest of a document with, if nothing else is asked for."""


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


def _load(credential: CertificateFile) -> Signer:
    from asn1crypto.pkcs12 import Pfx
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.sign.signers import SimpleSigner

    path = credential.path
    try:
        content = read_file(path, _LARGEST) if credential.content is None else credential.content
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
    passphrase = usable_secret(credential.passphrase(), path).encode()
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, passphrase or None)
        signer = SimpleSigner.load_pkcs12_data(content, (), passphrase or None)
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
    return by_its_key(signer)


def by_its_key(signer: SimpleSigner) -> SimpleSigner:
    """Let a signer use PSS whose key is for nothing else (RFC 4055, 1.2), which pyHanko does not see by itself."""
    from asn1crypto.cms import SignedDigestAlgorithm
    from pyhanko.sign.general import optimal_pss_params
    from pyhanko.sign.signers import SimpleSigner

    if signer.signing_cert is None or signer.signing_cert.public_key.algorithm != 'rsassa_pss':
        return signer
    parameters = optimal_pss_params(signer.signing_cert, _PSS_DIGEST)
    mechanism = SignedDigestAlgorithm({'algorithm': 'rsassa_pss', 'parameters': parameters})
    return SimpleSigner(signer.signing_cert, signer.signing_key, signer.cert_registry, mechanism)


def _unreadable(path: Path, why: str) -> Finding:
    return Finding(
        'credential-unreadable',
        f"{path.name} är ingen certifikatfil som går att läsa.",
        why,
        "Exportera certifikatet på nytt som p12 eller pfx, med privat nyckel.",
        Place(path),
    )

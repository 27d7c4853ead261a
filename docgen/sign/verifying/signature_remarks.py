"""What a signature says of itself, and what whoever relies on it should know though it changes no verdict."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from docgen.sign.certificate import deceives, masked, shown, subject_name
from docgen.sign.verifying.forgiving_reader import HOSTILE
from docgen.sign.verifying.revocation_evidence import utc

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

    from docgen.sign.verifying.embedded_signatures import Embedded

_NEAR = datetime.timedelta(minutes=5)
_LONGEST = 100


def said_in(each: Embedded, key: str) -> str:
    """Give a text of a signature's dictionary (ISO 32000-1, table 252), personal identity numbers masked; '' without.

    Args:
        each: the signature.
        key: such as `/Location`.
    """
    try:
        said = each.value.get(key) if each.value is not None else None
        said = said.get_object() if said is not None else None
        return masked(shown(str(said), _LONGEST)) if isinstance(said, str) else ''
    except HOSTILE:
        return ''


def remarks(
    each: Embedded, certificate: Certificate | None, claimed: datetime.datetime | None, at: datetime.datetime
) -> tuple[str, ...]:
    """Give the sentences.

    Args:
        each: the signature.
        certificate: its signer's.
        claimed: when it says that it was made.
        at: the moment that it is judged for, UTC.
    """
    found = []
    if certificate is not None:
        found.append(deceives(certificate))
        named, name = said_in(each, '/Name'), subject_name(certificate)
        if named and not _alike(named, name):
            found.append(f"I underskriften står namnet ”{named}”; certifikatet är {name}, och det är vad som gäller.")
        if claimed is not None and utc(claimed) < certificate.not_valid_before:
            found.append("Den säger sig vara gjord innan certifikatet började gälla.")
    if claimed is not None and utc(claimed) > at + _NEAR:
        found.append("Den säger sig vara gjord vid en tid som inte har varit än.")
    return tuple(filter(None, found))


def _alike(one: str, other: str) -> bool:
    """Whether two names share two words: programs write them in either order, with titles, numbers and addresses."""
    words, others = (set(each.casefold().replace(',', ' ').split()) for each in (one, other))
    return len(words & others) >= min(2, len(words), len(others))

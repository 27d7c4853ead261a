"""What is said where a file cannot be signed or get a timestamp here, whichever command asks.

Message ids: `timestamp-address-missing`, `timestamp-fields-used`, `signing-failed`.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, RefusedError
from docgen.sign.signing.write_signature import free_timestamp_field

if TYPE_CHECKING:
    from docgen.records.signable_version import SignableVersion


_log = logging.getLogger(__name__)


def timestamp_address_missing(what: str, otherwise: str) -> Finding:
    """What to say when a timestamp is needed and it is not said from whom."""
    return Finding(
        'timestamp-address-missing',
        what,
        "Tidsstämpeln bevisar när underskriften gjordes och hämtas från en tjänst på nätet.",
        f"Ange tjänstens adress med --tsa{otherwise}.",
    )


def timestamp_field(chosen: SignableVersion, content: bytes, remedy: str) -> str:
    """Give the name of the next timestamp field.

    Args:
        chosen: the version to stamp.
        content: its file as it is now.
        remedy: the sentence that says what to do when no field is left.

    Raises:
        RefusedError: `timestamp-fields-used`.
    """
    field = free_timestamp_field(content)
    if field is None:
        raise RefusedError(
            Finding(
                'timestamp-fields-used',
                f"{chosen.history.document} har inget fält kvar för en tidsstämpel.",
                "Fälten görs när dokumentet fastställs: ett för varje undertecknare och två till.",
                remedy,
                Place(chosen.path),
            )
        )
    return field


def signing_failed(error: Exception) -> Finding:
    """What to say when the library does not make a signature or timestamp."""
    _log.info('signing: %s', type(error).__name__)  # what it says may hold a secret
    return Finding(
        'signing-failed',
        "Det gick inte att skriva under.",
        "Certifikatet, kortet eller filen gick inte att använda till det.",
        "Försök igen. Hjälper det inte, kör om med --verbose och visa svaret för den som sköter docgen.",
    )

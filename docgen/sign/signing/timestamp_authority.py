"""A timestamp authority on the network (RFC 3161), with every way it can fail told as one error.

Message ids: `timestamp-failed`, `timestamp-address`.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.errors import PathError, ValidationError

from docgen.errors import Finding, SignatureError, UsageError
from docgen.sign.bounded_http import BoundedSession, RefusedAnswerError
from docgen.sign.certificate import subject_name

if TYPE_CHECKING:
    from asn1crypto import cms, x509
    from pyhanko_certvalidator import ValidationContext

_log = logging.getLogger(__name__)

TIMEOUT = 20.0
"""Seconds for the whole answer."""
_OK = 200


class Authority(TimeStamper):
    """Asks an authority for timestamps, in a session that stays open as long as it is used.

    Raises:
        UsageError: `timestamp-address`.
    """

    def __init__(self, url: str, session: BoundedSession, timeout: float | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ('http', 'https') or not parts.hostname:
            raise UsageError(
                Finding(
                    'timestamp-address',
                    f"”{url}” är ingen adress till en tidsstämplingstjänst.",
                    "Adressen ska börja med http:// eller https://.",
                    "Ange adressen som tjänsten har lämnat.",
                )
            )
        super().__init__()  # type: ignore[no-untyped-call]
        self.host = parts.hostname
        self._url, self._session, self._timeout = url, session, timeout or TIMEOUT

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Get a timestamp for a digest.

        Raises:
            SignatureError: `timestamp-failed`.
        """
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except RefusedAnswerError as error:
            raise self.failed(error.sentence) from error
        except aiohttp.ClientError as error:
            raise self.failed("Det gick inte att få kontakt med den.") from error
        except (OSError, ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
            raise self.failed("Svaret är ingen tidsstämpel.") from error

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send one request."""
        _log.info("begär en tidsstämpel av %s", self.host)
        async with self._session.post(
            self._url,
            data=req.dump(),
            headers={'Content-Type': 'application/timestamp-query', 'Accept': 'application/timestamp-reply'},
            timeout=aiohttp.ClientTimeout(total=self._timeout),
        ) as answer:
            if answer.status != _OK:
                raise self.failed(f"Den svarade med felet {answer.status}.")
        response = tsp.TimeStampResp.load(answer.content, strict=True)
        self._require_own(req, response)
        return response

    def _require_own(self, req: tsp.TimeStampReq, response: tsp.TimeStampResp) -> None:
        """Refuse the answer to another request: it may be an old one, sent again (RFC 3161, 2.4.2)."""
        if response['status']['status'].native not in ('granted', 'granted_with_mods'):
            return
        answered = response['time_stamp_token']['content']['encap_content_info']['content'].parsed['nonce'].native
        if answered != req['nonce'].native:
            raise self.failed("Svaret hör till en annan begäran: engångstalet (nonce) är ett annat än det som sändes.")

    async def require_trusted(self, context: ValidationContext) -> None:
        """Ask for a timestamp over nothing, and see who signs it.

        Raises:
            SignatureError: `timestamp-failed`.
        """
        try:
            async for _ in self.validation_paths(context):  # type: ignore[no-untyped-call]
                pass
        except (PathError, ValidationError) as error:
            raise self.failed(
                "Dess certifikat kan inte kontrolleras mot rotcertifikaten i data/trust.",
                "Lägg tjänstens rotcertifikat i data/trust om du litar på den, eller ange en annan med --tsa.",
            ) from error

    @property
    def certificate_name(self) -> str:
        """The name in the certificate of the authority's latest answer; empty before the first."""
        found: list[x509.Certificate] = list(self._certs.values())
        return subject_name(found[-1]) if found else ''

    def failed(self, why: str, remedy: str = "") -> SignatureError:
        """The error for a timestamp that could not be had."""
        return SignatureError(
            Finding(
                'timestamp-failed',
                f"Det blev ingen tidsstämpel från {self.host}.",
                why,
                remedy
                or "Försök igen senare, eller ange en annan tjänst med --tsa. En underskrift går också att göra utan "
                "--tsa, på nivå B-B: då bevisas inte tidpunkten.",
            )
        )

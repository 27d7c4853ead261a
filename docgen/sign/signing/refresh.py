"""A new timestamp over a file that is signed, so that its signatures stay provable (ETSI EN 319 142-1, 5.5: B-LTA).

A timestamp proves as long as its own certificate and methods hold; before they end, a new one takes all of it in.
Message ids: `refresh-unsigned`; others from `signing`, `certificate_chain`, `timestamp_authority`,
`dss_update`, `signed_file_check` and `docgen.records.signable_version`.
"""

from __future__ import annotations

import asyncio
import datetime
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfTimeStamper

from docgen.errors import Finding, Place, RefusedError, SignatureError
from docgen.pipeline import BuildRequest
from docgen.records.event_details import Refreshed
from docgen.records.events import NewEvent
from docgen.records.fingerprints import file_hash
from docgen.records.period_exchange import clear_abandoned
from docgen.records.period_update import update_period
from docgen.records.record import SIGNED_FOLDER
from docgen.records.signable_version import SignableVersion, signable
from docgen.records.version_history import VersionHistory, version_name, version_of
from docgen.sign.bounded_http import BoundedSession
from docgen.sign.pyhanko_log import without_log
from docgen.sign.signing.certificate_chain import asking_context
from docgen.sign.signing.dss_update import with_earlier_proof
from docgen.sign.signing.signed_file_check import require_sound
from docgen.sign.signing.signing_refusals import signing_failed, timestamp_field
from docgen.sign.signing.timestamp_authority import Authority
from docgen.sign.signing.write_signature import metadata_left_alone, signature_fields
from docgen.sign.trust import workspace_trust
from docgen.swedish.clock import here
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto.x509 import Certificate

_DIGEST = 'sha256'


@dataclass(frozen=True)
class RefreshRequest:
    """Which file gets a new timestamp, and from whom."""

    root: Path
    """The workspace's folder."""
    period: str
    tsa: str
    """Address of a timestamp authority (RFC 3161)."""
    document: str | None = None
    """File name of the built PDF; the only one that is to be signed without."""
    output: Path | None = None
    """The folder that holds the periods' folders; `output` in the workspace without."""

    @property
    def target(self) -> Path:
        """The folder that holds the periods' folders."""
        return BuildRequest(self.root, output=self.output).target


@dataclass(frozen=True)
class RefreshReport:
    """What came of it."""

    history: VersionHistory
    """The version's, with the new event last."""
    path: Path
    field: str
    moment: datetime.datetime
    timestamped_by: str
    warnings: tuple[Finding, ...]


def refresh(request: RefreshRequest) -> RefreshReport:
    """Add a timestamp, and fresh proof for what it covers, to a signed version; on any error nothing has changed.

    Raises:
        UsageError: nothing is fixed, the document does not exist, or the address is none.
        RefusedError: nobody has signed electronically, no field is left, or another command changed the file meanwhile.
        SignatureError: the authority or the result is not as it must be.
        FindingsError: a file in `data/trust` cannot be read.
    """
    with without_log():
        clear_abandoned(request.target)
        chosen = signable(request.target, request.period, request.document)
        before = chosen.path.read_bytes()
        if not any(signature_fields(before).values()):
            raise RefusedError(_unsigned(chosen, request.period))
        field = timestamp_field(chosen, before, "Gör om dokumentet till en ny version innan tidsstämpeln går ut.")
        roots = [each.certificate for each in workspace_trust(request.root)]
        moment = datetime.datetime.now(datetime.UTC).replace(microsecond=0).astimezone(here())
        history = chosen.history
        name = f'{SIGNED_FOLDER}/{version_name(history.document, history.version)}'
        with temporary_folder() as folder:
            stamped = Path(folder, 'stamped.pdf')
            by, warnings = asyncio.run(_stamp(before, field, roots, request.tsa, stamped))
            time = moment.astimezone(datetime.UTC).isoformat()
            details = Refreshed(field=field, time=time, timestamped_by=by)
            event = NewEvent(history.document, history.version, name, file_hash(stamped), details)
            expected: dict[str, str | None] = {name: None, chosen.name: history.current.sha256}
            record = update_period(request.target, request.period, {name: stamped}, [event], expected=expected)
        now = version_of(record.events, history)
        return RefreshReport(now, request.target / request.period / name, field, moment, by, warnings)


async def _stamp(
    before: bytes, field: str, roots: Sequence[Certificate], tsa: str, out: Path
) -> tuple[str, tuple[Finding, ...]]:
    async with BoundedSession() as session:
        authority = Authority(tsa, session)
        context = asking_context(roots, (), session, strict=True)
        await authority.require_trusted(context)
        begun, warnings = await with_earlier_proof(before, roots, session, anew=True)
        writer = IncrementalPdfFileWriter(io.BytesIO(begun))
        try:
            with metadata_left_alone():
                stamped = await PdfTimeStamper(authority, field_name=field).async_timestamp_pdf(
                    writer, _DIGEST, validation_context=context
                )
        # NotImplementedError is pyHanko's own, for kinds of keys and algorithms that it does not know.
        except (SigningError, PdfError, ValueError, NotImplementedError) as error:
            raise SignatureError(signing_failed(error)) from error
    out.write_bytes(stamped.getvalue())
    await require_sound(before, out, field)
    return authority.certificate_name, warnings


def _unsigned(chosen: SignableVersion, period: str) -> Finding:
    return Finding(
        'refresh-unsigned',
        f"{chosen.history.document} har ingen elektronisk underskrift att förnya tidsstämpeln för.",
        "En ny tidsstämpel bevarar underskrifter som redan finns i filen.",
        f"docgen status {period} visar vem som ska skriva under.",
        Place(chosen.path),
    )

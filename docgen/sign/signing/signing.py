"""Signing here: one signatory, or the organisation's seal, with a certificate file or a card.

What is signed is the version's file as it now is; the result is judged before it takes its place beside the record.
Message ids: those of `signing_refusals`, `credentials`,
`smart_card`, `certificate_checks`, `certificate_chain`, `timestamp_authority`, `signing_order`, `signed_file_check` and
`docgen.records.signable_version`.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError

from docgen import fonts
from docgen.errors import Finding, SignatureError, UsageError
from docgen.pdf.write.signature_appearance import FontFiles, SignatureText, draw_appearance
from docgen.pdf.write.signature_fields import SEAL_FIELD
from docgen.pipeline import BuildRequest
from docgen.records.event_details import Sealed, Signed
from docgen.records.events import NewEvent
from docgen.records.fingerprints import file_hash
from docgen.records.period_exchange import clear_abandoned
from docgen.records.period_update import update_period
from docgen.records.record import SIGNED_FOLDER
from docgen.records.signable_version import SignableVersion, signable
from docgen.records.signed_originals import Signing
from docgen.records.version_history import VersionHistory, version_name, version_of
from docgen.sign.bounded_http import BoundedSession
from docgen.sign.certificate import issuer_name, serial_number, subject_name
from docgen.sign.levels import Level
from docgen.sign.mixed_signing import require_one_way
from docgen.sign.printed_date_mismatch import BeforeKeeping, differences, require_kept
from docgen.sign.pyhanko_log import without_log
from docgen.sign.signing.certificate_chain import check_chain
from docgen.sign.signing.certificate_checks import require_organisation, require_person, require_usable
from docgen.sign.signing.credentials import open_signer
from docgen.sign.signing.dss_update import with_earlier_proof
from docgen.sign.signing.signed_file_check import require_sound
from docgen.sign.signing.signing_order import require_turn, require_unsigned, slot_of
from docgen.sign.signing.signing_refusals import signing_failed, timestamp_address_missing, timestamp_field
from docgen.sign.signing.timestamp_authority import Authority
from docgen.sign.signing.write_signature import (
    HELD_PROOF,
    SignatureToSet,
    set_signature,
    signature_fields,
)
from docgen.sign.trust import workspace_trust
from docgen.swedish.clock import here, moment_text
from docgen.temporary import temporary_folder
from docgen.workspace import read_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import Signer

    from docgen.model.wording import SignatureAppearanceWording
    from docgen.records.event_details import SignatorySlot
    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile

_log = logging.getLogger(__name__)

_FAMILY = "Source Sans Pro"


@dataclass(frozen=True)
class SignRequest:
    """What to sign, as whom and how."""

    root: Path
    """The workspace's folder."""
    period: str
    credential: CertificateFile | CardInReader
    role: str | None = None
    """The signatory's role; None sets the organisation's seal."""
    level: Level | None = None
    """None: B-LTA with a timestamp authority, otherwise B-B."""
    tsa: str | None = None
    """Address of a timestamp authority (RFC 3161)."""
    document: str | None = None
    """File name of the built PDF; the only one that is to be signed without."""
    accept_untrusted: bool = False
    """Sign at B-B or B-T although the certificate's issuer is not in `data/trust`; that is recorded."""
    place: str = ''
    """Where the signature is made; '' says nothing of it."""
    before_keeping: BeforeKeeping | None = None
    """Is asked where the day or the place is another than the document has in print, when the signature is
    made and sound but not yet kept; not asked of a seal. None goes on."""
    output: Path | None = None
    """The folder that holds the periods' folders; `output` in the workspace without."""

    @property
    def target(self) -> Path:
        """The folder that holds the periods' folders."""
        return BuildRequest(self.root, output=self.output).target

    @property
    def chosen_level(self) -> Level:
        """The level to sign at."""
        return self.level or (Level.LTA if self.tsa else Level.B)


@dataclass(frozen=True)
class SignReport:
    """What came of it."""

    history: VersionHistory
    """The version's, with the new event last."""
    path: Path
    role: str | None
    """None for the seal."""
    signer: str
    issuer: str
    level: Level
    moment: datetime.datetime
    timestamped_by: str
    warnings: tuple[Finding, ...]
    differs: tuple[Finding, ...] = ()
    """Where day and place are others than the document has in print; those that `before_keeping` was told."""


@dataclass(frozen=True)
class _Made:
    signer: str
    issuer: str
    serial: str
    timestamped_by: str
    trusted: bool
    warnings: tuple[Finding, ...]


def sign(request: SignRequest) -> SignReport:
    """Sign a version, judge the result and put it in place with its event; on any error nothing has changed.

    Raises:
        UsageError: nothing is fixed, the document or role does not exist, or a timestamp authority is needed.
        RefusedError: it is not this signatory's turn, `mixed-signing`, another command changed the file meanwhile, or
            `signing-stopped`, whoever was asked said no.
        SignatureError: the certificate, the card, an authority or the result is not as it must be.
        FindingsError: a file in `data/trust` cannot be read.
    """
    with without_log():
        return _sign(request)


def _sign(request: SignRequest) -> SignReport:
    clear_abandoned(request.target)
    chosen = signable(request.target, request.period, request.document)
    slot = slot_of(chosen.history, request.role) if request.role is not None else None
    before = chosen.path.read_bytes()
    _require_possible(request, chosen, slot, before)
    roots = [each.certificate for each in workspace_trust(request.root)]
    moment = datetime.datetime.now(datetime.UTC).replace(microsecond=0).astimezone(here())
    history = chosen.history
    place = ' '.join(request.place.split()) if slot else ''
    noted = [Signing(slot.role, by_pen=False, at=moment.isoformat(), place=place)] if slot else []
    differs = differences(history, noted, chosen.path)
    name = f'{SIGNED_FOLDER}/{version_name(history.document, history.version)}'
    with temporary_folder() as folder:
        signed = Path(folder, 'signed.pdf')
        _log.info("skriver under %s som %s, nivå %s", chosen.path, request.role or 'sigill', request.chosen_level.value)
        with open_signer(request.credential) as signer:
            made = asyncio.run(_make(request, history, slot, before, signer, roots, moment, signed))
        require_kept(differs, request.before_keeping)
        facts: dict[str, Any] = {
            'signer': made.signer,
            'issuer': made.issuer,
            'serial': made.serial,
            'level': request.chosen_level.value,
            'time': moment.astimezone(datetime.UTC).isoformat(),
            'timestamped_by': made.timestamped_by,
            'place': place,
            'accepted_untrusted': request.accept_untrusted and not made.trusted,
        }
        details = (
            Signed(role=slot.role, field=slot.field, name=slot.name, **facts)
            if slot
            else Sealed(field=SEAL_FIELD, name=made.signer, **facts)
        )
        event = NewEvent(history.document, history.version, name, file_hash(signed), details)
        expected: dict[str, str | None] = {name: None, chosen.name: history.current.sha256}
        record = update_period(request.target, request.period, {name: signed}, [event], expected=expected)
    return SignReport(
        version_of(record.events, history),
        request.target / request.period / name,
        request.role,
        made.signer,
        made.issuer,
        request.chosen_level,
        moment,
        made.timestamped_by,
        made.warnings,
        tuple(differs),
    )


def _require_possible(request: SignRequest, chosen: SignableVersion, slot: SignatorySlot | None, before: bytes) -> None:
    """Refuse before any passphrase or PIN is asked for."""
    fields = signature_fields(before)
    if slot is not None:
        require_turn(chosen.history, slot, fields, chosen.path)
        require_one_way(chosen.history, request.period, chosen.path, pen=False)
    else:
        require_unsigned(chosen.history, fields, chosen.path)
    level = request.chosen_level
    if level is not Level.B and not request.tsa:
        raise UsageError(
            timestamp_address_missing(
                f"Nivån {level.value} behöver en tidsstämpel.", ", eller skriv under med --level b"
            )
        )
    if level is Level.LTA:
        timestamp_field(chosen, before, "Skriv under med --level lt.")


async def _make(
    request: SignRequest,
    history: VersionHistory,
    slot: SignatorySlot | None,
    before: bytes,
    signer: Signer,
    roots: Sequence[Certificate],
    moment: datetime.datetime,
    out: Path,
) -> _Made:
    wording = read_wording(request.root).signature_appearance
    certificate = signer.signing_cert
    if slot is not None:
        require_person(certificate, slot.name)
    else:
        require_organisation(certificate, [each.party for each in history.slots])
    require_usable(certificate, moment)
    level = request.chosen_level
    async with BoundedSession() as session:
        chain = await check_chain(
            signer, roots, session, strict=level in HELD_PROOF, accept_untrusted=request.accept_untrusted
        )
        authority = Authority(request.tsa, session) if request.tsa and level is not Level.B else None
        if authority is not None:
            await authority.require_trusted(chain.context)
        signature = SignatureToSet(
            slot.field if slot else SEAL_FIELD,
            level,
            moment,
            certifies=slot is None,
            closes=bool(slot and slot.closes),
            appearance=_appearance(slot, certificate, moment, wording) if slot else None,
            place=' '.join(request.place.split()) if slot else '',
        )
        begun, unproved = await _with_earlier(before, level, roots, session)
        try:
            content = await set_signature(begun, signature, signer, context=chain.context, authority=authority)
        # NotImplementedError is pyHanko's own, for kinds of keys and algorithms that it does not know.
        except (SigningError, PdfError, ValueError, NotImplementedError) as error:
            raise SignatureError(signing_failed(error)) from error
    out.write_bytes(content)
    await require_sound(before, out, signature.field)
    return _Made(
        subject_name(certificate),
        issuer_name(certificate),
        serial_number(certificate),
        authority.certificate_name if authority else '',
        chain.trusted,
        (*chain.warnings, *unproved),
    )


async def _with_earlier(
    before: bytes, level: Level, roots: Sequence[Certificate], session: BoundedSession
) -> tuple[bytes, tuple[Finding, ...]]:
    """Let a signature that holds its proof be preceded by that of the signatures before it."""
    return await with_earlier_proof(before, roots, session) if level in HELD_PROOF else (before, ())


def _appearance(
    slot: SignatorySlot, certificate: Certificate, moment: datetime.datetime, wording: SignatureAppearanceWording
) -> bytes:
    left, bottom, right, top = slot.rectangle
    text = SignatureText(slot.name, moment_text(moment), issuer_name(certificate), wording)
    faces = FontFiles(fonts.ttf(_FAMILY), fonts.ttf(_FAMILY, bold=True))
    # pyHanko gives the appearance whole points and stretches it over the field by the rest.
    return draw_appearance(text, int(right - left), int(top - bottom), fonts=faces)

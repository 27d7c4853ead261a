"""What record.json says of each kind of event, one class per kind: the keys it has, what they mean, their defaults."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


class EventKind(StrEnum):
    """The kinds of events, as record.json names them."""

    FIXED = 'fixed'
    SEALED = 'sealed'
    SIGNED = 'signed'
    RECEIVED = 'received'
    SCANNED = 'scanned'
    REFRESHED = 'refreshed'
    VERIFIED = 'verified'
    PUBLISHED = 'published'
    PACKAGED = 'packaged'


class _Facts(BaseModel):
    """What record.json holds as an object. What an older docgen did not write has a default; a stranger is kept."""

    # A record has few of these kinds, and most of an import would be to make a validator for each.
    model_config = ConfigDict(frozen=True, populate_by_name=True, defer_build=True)

    def plain(self) -> dict[str, Any]:
        """Give the facts as they stand in record.json."""
        return self.model_dump(mode='json', by_alias=True)


class SignatorySlot(_Facts):
    """Where and as whom one person signs a fixed version."""

    field: str = ''
    """The name of the PDF's signature field."""
    role: str
    """The signatory's role in the data: kommunen, polisen, kommunen-2."""
    party: str = ''
    name: str = ''
    title: str = ''
    page: int = 0
    """From 1."""
    rectangle: tuple[int | float, int | float, int | float, int | float] = (0, 0, 0, 0)
    """Left, bottom, right, top in points from the page's lower left corner."""
    closes: bool = False
    """The last to sign: the signature closes the document to all but timestamps."""
    place: str | None = Field(default=None, exclude_if=lambda place: place is None)
    """The place in print at the signature line, '' where none is; None where an older docgen did not write it down."""
    date: str | None = Field(default=None, exclude_if=lambda date: date is None)
    """The day in print there, ISO 8601; '' and None as for the place."""


class Fixed(_Facts):
    """The document's bytes were frozen under `fixed/`, with signature fields: a version was made."""

    kind: ClassVar = EventKind.FIXED
    document_kind: str = Field('', alias='kind')
    title: str = ''
    pages: int = 0
    base_sha256: str = ''
    """Of the built document that was frozen."""
    inputs: str = ''
    """What it was built from, as `DocumentRecord.inputs`."""
    code_fingerprint: str = Field('', alias='machinery')
    """The part of `inputs` that is docgen's own code and libraries."""
    engine: str = ''
    templates: dict[str, str] = {}
    words: dict[str, str] = {}
    slots: tuple[SignatorySlot, ...] = ()
    """In signing order."""
    differs: tuple[str, ...] = ()
    """From the version before, place by place, in Swedish."""
    signed_on: str = Field(default='', exclude_if=lambda day: not day)
    """The day that the document as a whole says it is signed, ISO 8601; '' where it says none."""


class _SignatureFacts(_Facts):
    """What is written down of a signature that was made here."""

    field: str = ''
    name: str = ''
    signer: str = ''
    """Whom the certificate names."""
    issuer: str = ''
    serial: str = ''
    level: str = ''
    """The PAdES level: B-B, B-T, B-LT, B-LTA."""
    time: str = ''
    """ISO 8601."""
    timestamped_by: str = ''
    place: str = Field(default='', exclude_if=lambda place: not place)
    """Where it was made, if anybody said."""
    accepted_untrusted: bool = Field(default=False, exclude_if=lambda accepted: not accepted)
    """The certificate's issuer was not among those that the workspace trusts, and that was accepted."""


class Sealed(_SignatureFacts):
    """The organisation's invisible certifying seal was set."""

    kind: ClassVar = EventKind.SEALED
    role: None = None
    """The seal is no signatory's."""


class Signed(_SignatureFacts):
    """A signatory signed it here."""

    kind: ClassVar = EventKind.SIGNED
    role: str


class ReceivedSignature(_Facts):
    """One of the signatures in a file that came from a portal; fields as those of `Signed`."""

    role: str
    field: str = ''
    name: str = ''
    signer: str = ''
    issuer: str = ''
    serial: str = ''
    time: str = ''
    level: str = ''
    timestamped_by: str = ''
    place: str = Field(default='', exclude_if=lambda place: not place)
    verdict: str = ''


class Received(_Facts):
    """A signed file came back from a portal."""

    kind: ClassVar = EventKind.RECEIVED
    signatures: tuple[ReceivedSignature, ...] = ()
    """All that the file has, those made before among them."""
    rewritten: bool = False
    """The portal had written the file anew, or added other things than signatures."""
    compared: tuple[str, ...] = ()
    """What a rewritten file was compared by, in Swedish."""
    additions: tuple[str, ...] = ()
    verdict: str = ''


class PenSignature(_Facts):
    """A signature by pen, as a person told of it."""

    role: str
    name: str = ''
    date: str = ''
    place: str = Field(default='', exclude_if=lambda place: not place)


class OriginalFile(_Facts):
    """A file of a scan as it came."""

    file: str
    """Path in the period's folder."""
    sha256: str = ''
    name: str = ''
    """What it was called."""


class Scanned(_Facts):
    """A scan of the copy signed by pen was stored."""

    kind: ClassVar = EventKind.SCANNED
    signatories: tuple[PenSignature, ...] = ()
    signed_on: str = ''
    """The latest day."""
    original: str = ''
    original_sha256: str = ''
    originals: tuple[OriginalFile, ...] = ()
    pages: int = 0
    expected_pages: int = 0
    code_read: bool = False
    code_page: int | None = None
    """Where the document's code was read, from 1."""
    pictures_kept: bool = True
    """Whether the pictures are the very ones that came; else they were drawn anew."""


class Refreshed(_Facts):
    """A document timestamp was added so that the signatures stay provable."""

    kind: ClassVar = EventKind.REFRESHED
    field: str = ''
    time: str = ''
    timestamped_by: str = ''


class SignatureOutcome(_Facts):
    """What came of one signature when it was verified."""

    field: str = ''
    verdict: str = ''


class Verified(_Facts):
    """The signatures were verified, and the report was kept."""

    kind: ClassVar = EventKind.VERIFIED
    verdict: str = ''
    report: str = ''
    verified_sha256: str = ''
    signatures: tuple[SignatureOutcome, ...] = ()


class PublishedOriginal(_Facts):
    """The file that a public copy is a copy of."""

    file: str = ''
    sha256: str = ''


class PublishedSignature(_Facts):
    """What a public copy says in place of a signature."""

    role: str = ''
    name: str = ''
    text: str = ''


class Published(_Facts):
    """The public copy was made."""

    kind: ClassVar = EventKind.PUBLISHED
    title: str = ''
    bytes: int = 0
    pages: int = 0
    published_on: str = ''
    original: PublishedOriginal = PublishedOriginal()
    signatures: tuple[PublishedSignature, ...] = ()
    unsigned: tuple[str, ...] = ()
    """The roles of those who had not signed."""
    verdict: str = ''


class Packaged(_Facts):
    """It went along in a package for the archive."""

    kind: ClassVar = EventKind.PACKAGED
    package: str = ''
    """Its name."""
    package_sha256: str = ''
    profile: str = ''
    object_id: str = ''
    """Its OBJID."""


Details: TypeAlias = Fixed | Sealed | Signed | Received | Scanned | Refreshed | Verified | Published | Packaged
_CLASSES: tuple[type[Details], ...] = (
    Fixed,
    Sealed,
    Signed,
    Received,
    Scanned,
    Refreshed,
    Verified,
    Published,
    Packaged,
)
CLASS_OF = {each.kind: each for each in _CLASSES}
"""What the details of each kind are read as."""

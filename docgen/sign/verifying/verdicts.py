"""What verification can come to: one verdict per signature, one for the document, and all that they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from docgen.sign.levels import Level
    from docgen.sign.trust import TrustRoot
    from docgen.sign.trusted_lists import TrustedLists
    from docgen.sign.verifying.qualification import Qualification
    from docgen.sign.verifying.rebuilt_comparison import Rebuild


class SignatureVerdict(StrEnum):
    """What is to be said of one signature or timestamp; where several hold, the one that stands first here."""

    BROKEN = 'broken'
    """The signed bytes or the signature itself have been altered, or the file is cut: it proves nothing."""
    CHANGED_AFTER_SIGNING = 'changed-after-signing'
    """It is genuine, but the file was changed afterwards by more than signatures, timestamps and proofs, or in spite
    of a signature that closed it: what is shown now is not what was signed."""
    UNREADABLE = 'unreadable'
    """It cannot be judged here: an unknown format or algorithm, several signers in one, something in it that cannot be
    read, or an addition that cannot be accounted for. Neither valid nor broken."""
    WEAK_ALGORITHM = 'weak-algorithm'
    """It was made by an algorithm that can be forged (MD5, SHA-1, too short keys)."""
    REVOKED = 'revoked'
    """The certificate, or one above it, was revoked before the time that the signature is known to have existed."""
    NOT_YET_VALID = 'not-yet-valid'
    """The certificate was not valid yet when the signature was made."""
    EXPIRED = 'expired'
    """The certificate has ended, and no trusted timestamp shows that the signature was made before."""
    UNEXPECTED_SIGNER = 'unexpected-signer'
    """Somebody signed who is not a signatory of the document, or in the field of another."""
    VALID_BUT_UNTRUSTED = 'valid-but-untrusted'
    """Whole and unchanged, but the certificate does not come from any issuer that is trusted here."""
    UNSUITABLE_CERTIFICATE = 'unsuitable-certificate'
    """The certificate is genuine but not for signatures (RFC 5280, 4.2.1.3: key usage), or its chain is faulty."""
    TIMESTAMP_INVALID = 'timestamp-invalid'
    """Its timestamp is broken, or not from a timestamp authority that is trusted here."""
    TIMESTAMP_MISSING = 'timestamp-missing'
    """It has less proof of its time than it should have: the level that was recorded or asked for."""
    REVOCATION_UNKNOWN = 'revocation-unknown'
    """All else holds, but the certificate says that it can be revoked, and neither the file nor the network (if it
    was asked) tells whether it was. Never taken for VALID: a stolen and revoked key would look just like this."""
    VALID = 'valid'
    """Whole, unchanged, by an expected person with a trusted certificate that held and was not revoked when the
    signature was made; nothing stands on anybody's word alone but the certificate authorities'."""


class DocumentVerdict(StrEnum):
    """What is to be said of the file; where several hold, the one that stands first here."""

    NOT_A_PDF = 'not-a-pdf'
    """The file is empty or of another kind."""
    DAMAGED = 'damaged'
    """The file begins as a PDF but cannot be read as one: its end is lost, or it was altered where it must not be."""
    ENCRYPTED = 'encrypted'
    """The file is encrypted, so what was signed cannot be read by everyone (PDF/A forbids it: ISO 19005-2, 6.1.3)."""
    UNSIGNED = 'unsigned'
    """There is no electronic signature in it."""
    BROKEN = 'broken'
    """A signature or timestamp is broken."""
    CHANGED_AFTER_SIGNING = 'changed-after-signing'
    """The file was changed after a signature by more than is allowed."""
    UNREADABLE = 'unreadable'
    """A signature or the pages cannot be judged here, or the file not within bounded time and memory. Neither valid nor
    broken: another program may be able to tell."""
    WEAK_ALGORITHM = 'weak-algorithm'
    """A signature was made by an algorithm that can be forged."""
    REVOKED = 'revoked'
    """A signatory's certificate was revoked."""
    NOT_YET_VALID = 'not-yet-valid'
    """A signatory's certificate was not valid yet."""
    EXPIRED = 'expired'
    """A signatory's certificate has ended, and nothing proves that the signature is older."""
    UNEXPECTED_SIGNER = 'unexpected-signer'
    """Somebody signed who should not."""
    OTHER_DOCUMENT = 'other-document'
    """Held against a period, it is not its document: it neither begins with a version that was fixed there nor is a
    file that the period's record knows."""
    NOT_ALL_SIGNED = 'not-all-signed'
    """Signatures that the document should have are missing: it is not signed by all yet, or it was cut back."""
    VALID_BUT_UNTRUSTED = 'valid-but-untrusted'
    """Whole and unchanged, but a certificate is from an issuer that is not trusted here."""
    UNSUITABLE_CERTIFICATE = 'unsuitable-certificate'
    """A certificate is not for signatures, or its chain is faulty."""
    TIMESTAMP_INVALID = 'timestamp-invalid'
    """A timestamp is broken or untrusted."""
    TIMESTAMP_MISSING = 'timestamp-missing'
    """A signature has less proof of its time than it should have."""
    REVOCATION_UNKNOWN = 'revocation-unknown'
    """All else holds, but whether a certificate was revoked is not known."""
    VALID = 'valid'
    """Every signature is VALID, nobody is missing, and nothing else was done to the file. The only one with exit
    code 0."""


WITHOUT_TRUST = frozenset((DocumentVerdict.VALID_BUT_UNTRUSTED, DocumentVerdict.REVOCATION_UNKNOWN))
"""The signatures are whole and by the right persons, but nobody who is trusted here vouches for the certificates."""


class SignatureKind(StrEnum):
    """What a signature in the file is."""

    SIGNATURE = 'signature'
    """A person's (or, in files of others, anybody's) signature."""
    SEAL = 'seal'
    """The certifying signature that was set first (ISO 32000-1, 12.8.2.2)."""
    TIMESTAMP = 'timestamp'
    """A document timestamp: proves that everything before it existed then."""


class Revocation(StrEnum):
    """What is known of whether a signer's certificate was revoked."""

    NOT_REVOKED = 'not-revoked'
    """Its issuer says that it was not, in data of the file or from the network."""
    REVOKED = 'revoked'
    """Its issuer says that it was."""
    UNKNOWN = 'unknown'
    """There is no word from the issuer."""
    NOT_OFFERED = 'not-offered'
    """The certificate names nowhere to ask; so do those that live for minutes only."""
    NOT_CHECKED = 'not-checked'
    """It was no use asking: the certificate is not trusted or the signature is broken."""


@dataclass(frozen=True)
class SignatureVerification:
    """One signature or timestamp of the file. Names are the certificate's, personal identity numbers masked."""

    field: str
    kind: SignatureKind
    verdict: SignatureVerdict
    explanation: str = ''
    """What in particular led to the verdict, in Swedish; '' when its own text says it all."""
    signer: str = ''
    role: str = ''
    """The signatory's role in the data; '' when nobody is expected."""
    party: str = ''
    title: str = ''
    issuer: str = ''
    self_issued: bool = False
    """The holder has made the certificate: no issuer has looked at who that is."""
    serial: str = ''
    """The certificate's serial number in hexadecimal; not the subject's."""
    valid_from: datetime.datetime | None = None
    valid_to: datetime.datetime | None = None
    anchor: str = ''
    """The trusted root that the certificate was traced to."""
    level: Level | None = None
    """None for a signature that is not PAdES but CMS as in older programs, and for a timestamp."""
    claimed_at: datetime.datetime | None = None
    """What the signer's own clock said."""
    day_in_document: datetime.date | None = None
    """The day that the document has in print for it, where that is another."""
    proven_at: datetime.datetime | None = None
    """The earliest time that a trusted timestamp proves."""
    timestamped_by: str = ''
    revocation: Revocation = Revocation.NOT_CHECKED
    revoked_at: datetime.datetime | None = None
    covers: int = 0
    """The signature covers the file's bytes up to here."""
    place: str = ''
    """Where it was made, as the signature itself says."""
    reason: str = ''
    """Why it was made, as the signature itself says."""
    remarks: tuple[str, ...] = ()
    """What whoever relies on it should know though it changes no verdict, in Swedish."""
    covers_all: bool = False
    """Nothing follows what it covers."""
    qualification: Qualification | None = None
    """What trusted lists say of it; None when none were read, or it came to nothing that they could be asked about."""


@dataclass(frozen=True)
class Missing:
    """A signatory who has not signed."""

    role: str
    party: str
    name: str


@dataclass(frozen=True)
class DocumentVerification:
    """A verified file. `ok` is the answer to "may I rely on it?"."""

    path: Path
    sha256: str
    bytes: int
    verdict: DocumentVerdict
    at: datetime.datetime
    """The moment that it was verified for, UTC."""
    network: bool
    trust: tuple[TrustRoot, ...]
    software: str
    title: str = ''
    pages: int = 0
    signatures: tuple[SignatureVerification, ...] = ()
    """In the order that they were set, timestamps among them."""
    missing: tuple[Missing, ...] = ()
    changes: tuple[str, ...] = ()
    """What was changed after signing, in Swedish, one sentence each."""
    explanation: str = ''
    """What in particular led to the verdict, in Swedish."""
    document: str = ''
    """Which document and version of the workspace the file is, if known: medborgarlofte-strangnas-2021-v1."""
    rebuild: Rebuild | None = field(default=None)
    by_pen: tuple[str, ...] = ()
    """Who has signed on paper according to the record: name and role of each."""
    looked: tuple[str, ...] = ()
    """The programs that held every page against what was signed first (`revision_views.Reader`); empty when nothing
    has come after that, or when worse is known."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Entries that say nothing of the content, and that programs changed which signed or stamped, each with the words
    that it says now, if any: Producer, Version."""
    empty_fields: tuple[str, ...] = ()
    """Names of signature fields that came after the first signature and are empty still: anybody can add them."""
    lists: TrustedLists | None = field(default=None)
    """The trusted lists that were asked."""
    derived: bool = False
    """The file is no state of `document` itself but comes of it: a scan of the paper, the public copy, a report."""

    @property
    def ok(self) -> bool:
        """Whether the verdict is VALID and nothing else."""
        return self.verdict is DocumentVerdict.VALID

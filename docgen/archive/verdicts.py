"""What checking an archive package can come to: one verdict for the package, and each observation behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.sign.verifying.detached_seal_check import SealCheck


class PackageVerdict(StrEnum):
    """What is to be said of a package; where several hold, the one that stands first here."""

    NOT_A_PACKAGE = 'not-a-package'
    """It is no folder, tar or zip, or there is no METS.xml, sip.xml or bagit.txt at its top."""
    UNSAFE = 'unsafe'
    """It holds a path that leads out of it, a link, or two files by the same name; nothing of it was unpacked."""
    TOO_LARGE = 'too-large'
    """It claims to unpack to more than is reasonable; nothing of it was unpacked."""
    DAMAGED = 'damaged'
    """The tar or zip file is cut off or cannot be read to its end."""
    SEAL_BROKEN = 'seal-broken'
    """The package has a seal that does not hold: a file was changed, added or taken away since it was sealed, or the
    seal itself is no signature over its list."""
    STRUCTURE_INVALID = 'structure-invalid'
    """What should list the files, or tell what happened, cannot be read, breaks its schema or is not where it must be
    (CSIP 2.1.0, chapter 4; FGS Paketstruktur 1.2)."""
    FILE_MISSING = 'file-missing'
    """A file that is listed is not there."""
    FILE_ADDED = 'file-added'
    """A file is there that is not listed."""
    FILE_CHANGED = 'file-changed'
    """A file is not what it was when it was listed: its size or its checksum is another."""
    SIGNATURE_INVALID = 'signature-invalid'
    """A signature that the record tells of is gone or broken, or the file was changed after it."""
    RECORD_BROKEN = 'record-broken'
    """record.json cannot be read, or one of its events was removed or changed: its chain of SHA-256 is broken."""
    EVENTS_DIFFER = 'events-differ'
    """The events in PREMIS are not those of record.json, or not in the same order."""
    CONTRADICTION = 'contradiction'
    """A value in the metadata, the record, the data or a PDF is another than the rest of the package says; or a file
    agrees with the list of files but not with record.json or PREMIS."""
    NOT_CONFORMING = 'not-conforming'
    """A PDF does not follow PDF/A, so it may not be possible to show in the future."""
    SIGNATURE_UNPROVEN = 'signature-unproven'
    """Signatures are whole and nothing was changed, but not all can be proven: an issuer that is not trusted here, or
    proof of time or revocation that is missing. Name the issuers to trust."""
    NOT_BY_DOCGEN = 'not-by-docgen'
    """Other software made the package: its checksums were counted, and nothing else in it can be judged here. That is
    no fault of it; a checksum that does not hold is told as FILE_CHANGED."""
    NOT_COMPARED = 'not-compared'
    """Another version or build of docgen made the package, and it may describe some things otherwise than this one
    does: whether these were changed cannot be told here. That build can."""
    VALID = 'valid'
    """All of the above was checked and holds. The only one with exit code 0. That nothing at all was changed is proven
    by a seal alone."""


HEADLINES = {
    PackageVerdict.NOT_A_PACKAGE: "Det är inget arkivpaket.",
    PackageVerdict.UNSAFE: "Paketet är inte säkert att packa upp, och har inte packats upp.",
    PackageVerdict.TOO_LARGE: "Paketet blir orimligt stort när det packas upp, och har inte packats upp.",
    PackageVerdict.DAMAGED: "Paketet är skadat.",
    PackageVerdict.SEAL_BROKEN: "Ogiltigt: förseglingen är bruten.",
    PackageVerdict.STRUCTURE_INVALID: "Paketets förteckning eller metadata är inte som de ska.",
    PackageVerdict.FILE_MISSING: "Filer saknas i paketet.",
    PackageVerdict.FILE_ADDED: "Det finns filer i paketet som inte hör dit.",
    PackageVerdict.FILE_CHANGED: "Filer i paketet är ändrade.",
    PackageVerdict.SIGNATURE_INVALID: "En underskrift håller inte.",
    PackageVerdict.RECORD_BROKEN: "Händelserna i record.json är ändrade, eller går inte att läsa.",
    PackageVerdict.EVENTS_DIFFER: "Händelserna i PREMIS är inte de som record.json har.",
    PackageVerdict.CONTRADICTION: "Uppgifterna i paketet säger emot varandra.",
    PackageVerdict.NOT_CONFORMING: "Uppgifterna stämmer med varandra, men en PDF följer inte PDF/A.",
    PackageVerdict.SIGNATURE_UNPROVEN: "Uppgifterna stämmer med varandra, men alla underskrifter går inte att styrka.",
    PackageVerdict.NOT_BY_DOCGEN: "Paketet är inte gjort av docgen: mer än kontrollsummor går inte att pröva.",
    PackageVerdict.NOT_COMPARED: "Det som går att jämföra stämmer, men ett annat bygge av docgen gjorde paketet.",
    PackageVerdict.VALID: "Giltigt: filer, uppgifter och underskrifter stämmer med varandra.",
}
"""What to say of the package, first."""

_FETCH = "Hämta paketet på nytt från den som levererade det, eller ur en säkerhetskopia."
ADVICE = {
    **dict.fromkeys(PackageVerdict, _FETCH),
    PackageVerdict.NOT_A_PACKAGE: "Kontrollera att det är rätt mapp eller fil.",
    PackageVerdict.UNSAFE: "Packa inte upp det med något annat program. Fråga avsändaren.",
    PackageVerdict.TOO_LARGE: "Packa inte upp det med något annat program. Fråga avsändaren.",
    PackageVerdict.NOT_CONFORMING: "Bedöm om filen går att bevara som den är. docgen inspect visar vad som brister.",
    PackageVerdict.SIGNATURE_UNPROVEN: "Ange de utgivare som ni litar på med --trust, och pröva igen.",
    PackageVerdict.NOT_BY_DOCGEN: "Behöver innehållet prövas, använd ett program för det slags paket som det är.",
    PackageVerdict.NOT_COMPARED: "Pröva paketet med den version av docgen som gjorde det.",
    PackageVerdict.VALID: '',
}
"""What to do about it; '' when nothing."""


@dataclass(frozen=True)
class Observation:
    """One thing that is not as it should be, in Swedish; `file` by its path in the package, '' for the whole."""

    verdict: PackageVerdict
    what: str
    file: str = ''


@dataclass(frozen=True)
class PackageVerification:
    """A package checked. Counts tell how much was looked at, so that an empty check cannot pass for a good one."""

    path: Path
    observations: tuple[Observation, ...]
    files: int = 0
    bytes: int = 0
    pdfs: int = 0
    signatures: int = 0
    events: int = 0
    software: str = ''
    """What made the package: "docgen 0.1.0"; '' if it does not say, or was not looked at."""
    compared: bool = False
    """Whether all its metadata were held against its data, record and files, word for word."""
    source_differs: bool = False
    """The package itself says that its data and templates do not give exactly the archived documents."""
    seal: SealCheck | None = None
    """Its seal; None if it has none."""
    seal_doubt: str = ''
    """In Swedish, that the seal is not that of the organisation behind the data; '' where it is, or is broken."""

    @property
    def verdict(self) -> PackageVerdict:
        """The worst of what was observed, in the order of PackageVerdict."""
        found = {each.verdict for each in self.observations}
        return next((each for each in PackageVerdict if each in found), PackageVerdict.VALID)

    @property
    def ok(self) -> bool:
        """Whether the verdict is VALID and nothing else."""
        return self.verdict is PackageVerdict.VALID


class PackageError(Exception):
    """A package that cannot be opened safely; says why as an observation. Never leaves this room unanswered."""

    def __init__(self, verdict: PackageVerdict, what: str, file: str = '') -> None:
        self.observation = Observation(verdict, what, file)
        super().__init__(what)

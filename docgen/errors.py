"""Everything that can go wrong, and the exit code that tells it.

    DocgenError
    ├── UsageError         2  the command asks for something that is not there, or a folder cannot be written
    ├── FindingsError      3  data or templates need mending; carries every finding at once
    ├── ToolError          4  a program or a font is missing
    ├── JudgementError     5  a produced PDF did not pass its judge
    ├── SignatureError     6  a signature, a certificate or a signed file is not what it must be
    └── RefusedError       7  the command would overwrite a fixed or signed file

Anything else that reaches the command line is a bug (1). The library raises; only `docgen.cli` prints.
Every finding has a stable id that stands in docs/messages.md.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_REASONS = {
    errno.ENOENT: "den finns inte",
    errno.EACCES: "du har inte rätt till den",
    errno.EPERM: "du har inte rätt till den",
    errno.EROFS: "disken är skrivskyddad",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "ditt utrymme på disken är slut",
    errno.EFBIG: "filen blir större än vad som får skrivas",
    errno.EISDIR: "det är en mapp, inte en fil",
    errno.ENOTDIR: "en del av sökvägen är en fil, inte en mapp",
    errno.EEXIST: "det finns redan något med det namnet",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.EMFILE: "för många filer är öppna",
    errno.EIO: "disken svarar inte som den ska",
    errno.ENOTEMPTY: "den är inte tom",
    errno.ELOOP: "länkarna går i cirkel",
    errno.EBUSY: "den används av ett annat program",
    errno.ENXIO: "det är ingen vanlig fil utan en kö, en enhet eller något annat som inte tar slut",
    errno.EOVERFLOW: "den är för stor",
    errno.ENOMEM: "datorns minne räcker inte",
}

_IN_USE = (32, 33)
"""Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""


def reason(error: OSError) -> str:
    """Say in Swedish why a file or folder could not be used; what is rare, by its number."""
    if getattr(error, 'winerror', None) in _IN_USE:
        return "den är öppen i ett annat program"
    return _REASONS.get(error.errno or 0, f"systemet svarar med fel {error.errno}" if error.errno else "okänt fel")


class _Secrets:
    """Whether a passphrase or PIN has been in this process."""

    read = False


def secret_was_read() -> None:
    """Note that a passphrase or PIN is in this process: what nobody foresaw must then be told without its values."""
    _Secrets.read = True


def may_hold_secrets() -> bool:
    """Whether a passphrase or PIN has been in this process, so that any library's error may hold it."""
    return _Secrets.read


class ExitCode(IntEnum):
    """What the process tells the shell."""

    DONE = 0
    BUG = 1
    USAGE = 2
    FINDINGS = 3
    TOOL = 4
    JUDGEMENT = 5
    SIGNATURE = 6
    REFUSED = 7


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = 'error'
    """Nothing is built before it is mended."""
    WARNING = 'warning'
    """The documents can be built, but a person should look."""


@dataclass(frozen=True)
class Place:
    """Where a finding lies: a file and, as far as known, a line (from 1), a key, or a paragraph's text."""

    file: Path | None = None
    line: int | None = None
    key: str | None = None
    paragraph: str | None = None


@dataclass(frozen=True)
class Finding:
    """One thing to mend, in Swedish: what is wrong, why it matters, what to do."""

    id: str
    what: str
    why: str
    do: str
    place: Place = Place()
    severity: Severity = Severity.ERROR


class DocgenError(Exception):
    """A message to the user, as opposed to a bug."""

    exit_code = ExitCode.BUG

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__('; '.join(f'{finding.id}: {finding.what}' for finding in self.findings))


class UsageError(DocgenError):
    """The command asks for something that does not exist, or for a place that cannot be written."""

    exit_code = ExitCode.USAGE


class FindingsError(DocgenError):
    """The data or a template need mending before anything can be built."""

    exit_code = ExitCode.FINDINGS


class ToolError(DocgenError):
    """A program or a font that the build needs is missing."""

    exit_code = ExitCode.TOOL


class JudgementError(DocgenError):
    """A produced PDF did not pass its judge; the previous output stands untouched."""

    exit_code = ExitCode.JUDGEMENT


class SignatureError(DocgenError):
    """A signature could not be made, or a signed file does not verify; no file was changed."""

    exit_code = ExitCode.SIGNATURE


class RefusedError(DocgenError):
    """The command would overwrite a fixed or signed file."""

    exit_code = ExitCode.REFUSED

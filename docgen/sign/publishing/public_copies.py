"""One public copy: made of a fixed version whose signatures hold, and judged by what that version says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen import fonts
from docgen.errors import Finding, JudgementError
from docgen.records.event_details import EventKind
from docgen.records.fingerprints import file_hash
from docgen.records.record import PUBLIC_FOLDER
from docgen.sign.publishing.public_text import original_note, signature_notes

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.model import Wording
    from docgen.records.version_history import VersionHistory

_FAMILY = "Source Sans Pro"


@dataclass(frozen=True)
class Copy:
    """A copy that is made but not in place."""

    history: VersionHistory
    made: Path
    name: str
    """Path in the period's folder."""
    sha256: str
    there: str | None
    """SHA-256 of what lies in its place now."""
    title: str
    pages: int
    verdict: str

    @property
    def new(self) -> bool:
        """Whether this copy of this version was not the last to be published."""
        return (event := self.history.latest(EventKind.PUBLISHED)) is None or event.sha256 != self.sha256


def make_copy(history: VersionHistory, folder: Path, work: Path, verdict: str, wording: Wording) -> Copy:
    """Make the public copy of a version. The same version with the same signatures gives the same bytes.

    Args:
        history: the version.
        folder: the period's folder.
        work: a folder to write in.
        verdict: what was said of its electronic signatures.
        wording: the fixed sentences.

    Raises:
        JudgementError: `public-copy-rejected`, or the fixed file cannot be read.
        OSError: it cannot be written.
    """
    from docgen.pdf.write.embedded_text import FontFiles
    from docgen.pdf.write.public_copy import make_public_copy

    made = work / history.document
    fixed = folder / history.fixed.file
    if history.slots:
        faces = FontFiles(fonts.ttf(_FAMILY), fonts.ttf(_FAMILY, bold=True))
        notes, note = signature_notes(history, wording.public_copy), original_note(history, wording.public_copy)
        make_public_copy(fixed, notes, note, made, fonts=faces, wording=wording.signature_block)
    else:
        made.write_bytes(fixed.read_bytes())
    title, pages = _judged(fixed, made, history, wording)
    name = f'{PUBLIC_FOLDER}/{history.document}'
    there = file_hash(folder / name) if (folder / name).is_file() else None
    return Copy(history, made, name, file_hash(made), there, title, pages, verdict)


def _judged(fixed: Path, made: Path, history: VersionHistory, wording: Wording) -> tuple[str, int]:
    """Judge a copy by what the fixed version holds, and give its title and number of pages."""
    from docgen.pdf.judge.judge import LEFTOVERS, Expectations, judge
    from docgen.pdf.structure.page_text import read

    before = read(fixed)
    texts: defaultdict[tuple[int, int], str] = defaultdict(str)
    for run in before.runs:
        if run.mark is not None:
            texts[run.page, run.mark] += run.text
    everything = ''.join(run.text for run in before.runs)
    notes = signature_notes(history, wording.public_copy)
    verdict = judge(
        made,
        Expectations(
            title=before.title,
            language=before.language,
            texts=(*texts.values(), *(line for note in notes for line in note.lines)),
            fonts=frozenset(family.replace(' ', '') for family in fonts.families()),
            outline=before.outline,
            min_pages=before.pages,
            max_pages=before.pages,
            literal_braces=sum(everything.count(leftover) for leftover in LEFTOVERS),
        ),
    )
    if not verdict.passed:
        raise JudgementError([_rejected(history.document, each.message, each.page) for each in verdict.failures])
    return before.title, verdict.pages


def _rejected(document: str, message: str, page: int | None) -> Finding:
    where = f", sidan {page}" if page else ""
    return Finding(
        'public-copy-rejected',
        f"Den publika filen av {document} klarade inte kontrollen{where}: {message}",
        "En fil som inte klarar kontrollen får inte lämnas ut.",
        "Inget har ändrats. Det är ett fel i docgen; skicka meddelandet till den som sköter docgen.",
    )

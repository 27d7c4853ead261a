"""The engine: all files of a build in as few runs of LibreOffice as possible, each PDF looked at before it is given."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docgen import fonts
from docgen.engines.libreoffice import messages
from docgen.engines.libreoffice.accessibility import Readable
from docgen.engines.libreoffice.installation import find_program
from docgen.engines.libreoffice.prepared_copy import write_prepared
from docgen.engines.libreoffice.process import End, Limits, run
from docgen.engines.libreoffice.profile import FontsInSight
from docgen.engines.libreoffice.result_check import look_at
from docgen.engines.libreoffice.signature_room import SignatureRoom, find_anchor, read_room
from docgen.engines.protocol import Converted, Source, used_fonts
from docgen.errors import DocgenError, Finding, FindingsError, JudgementError, ToolError, reason
from docgen.programs import Watcher, unwinding, watched_folder
from docgen.word import open_package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BATCH = 50
"""Files per run: one start for many, and a crash costs no more than these."""
_TRIES = 2
_FOLDER = 'docgen-libreoffice-'
TIMEOUT = 'DOCGEN_SOFFICE_TIMEOUT'
"""The environment variable that sets both time limits, in seconds."""


class LibreOfficeConverter:
    """Lays out any Word file with an installed LibreOffice; its `normalise` makes the PDFs conform."""

    name = 'libreoffice'
    conforms = False

    def __init__(self, limits: Limits | None = None) -> None:
        self.catalogue = fonts.FontCatalogue()
        self._limits = limits or _limits()

    def convert(self, sources: Sequence[Source]) -> list[Converted]:
        """Write each source's PDF, in order.

        Raises:
            FindingsError: with every refusal of every source; nothing was started.
            ToolError: `libreoffice-missing`, `libreoffice-not-starting`, `font-substituted`.
            JudgementError: `libreoffice-timeout`, `libreoffice-crashed`, `libreoffice-no-pdf` or
                `libreoffice-pdf-unsound`, with the file's name; nothing was written.
        """
        checked = _check(sources, self.catalogue)
        used = tuple(dict.fromkeys(file for readable, _ in checked for file in readable.used_fonts))
        program = find_program()
        with unwinding(), watched_folder(_FOLDER) as (folder, watcher):
            names = [f'{number:04}' for number in range(len(sources))]
            for name, readable in zip(names, (each for each, _ in checked), strict=True):
                write_prepared(readable, folder / f'{name}.docx')
            # LibreOffice passes over collections, and takes another font without a word.
            files = sorted({fonts.single_face_file(each, folder) for each in used})
            seen = FontsInSight(
                fonts.folder_of(tuple(dict.fromkeys((*fonts.files(), *files)))), self.catalogue.stand_ins
            )
            _Batches(program, folder, seen, self._limits, watcher, dict(zip(names, sources, strict=True))).convert()
            laid_out = [
                _look(folder / f'{name}.pdf', source, room, readable)
                for name, source, (readable, room) in zip(names, sources, checked, strict=True)
            ]
            for name, source in zip(names, sources, strict=True):
                _put(folder / f'{name}.pdf', source.pdf)
        return laid_out


@dataclass
class _Batches:
    """Runs until every file is a PDF, or has failed in two fresh profiles."""

    program: Path
    folder: Path
    fonts: FontsInSight
    limits: Limits
    watcher: Watcher
    sources: dict[str, Source]
    failures: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def convert(self) -> None:
        pending = list(self.sources)
        vain = 0
        while pending:
            batch = pending[:BATCH]
            try:
                done = run(self.program, self.folder, batch, self.fonts, self.limits, self.watcher)
            except OSError as error:
                raise ToolError(messages.not_starting(self.program, reason(error))) from error
            made = {name for name in done.made if (self.folder / f'{name}.pdf').is_file()}
            causes = {name: messages.no_pdf(self.sources[name], reason) for name, reason in done.failed.items()}
            causes |= {name: messages.no_pdf(self.sources[name], '') for name in done.made - made}
            if done.stopped_in is not None and done.end is not End.DONE:
                causes[done.stopped_in] = messages.stopped(self.sources[done.stopped_in], done, self.limits)
            if not made and not causes:
                vain += 1
                if vain == _TRIES:
                    files = [self.sources[name].docx.name for name in batch]
                    raise ToolError(messages.nothing_done(self.program, done, self.limits, files))
            pending = [name for name in pending if name not in made]
            self._count(pending, causes)
        if self.findings:
            raise JudgementError(self.findings)

    def _count(self, pending: list[str], causes: dict[str, Finding]) -> None:
        for name, finding in causes.items():
            self.failures[name] += 1
            pending.remove(name)
            if self.failures[name] == _TRIES:
                self.findings.append(finding)
            else:
                # Last, so that the others are not kept waiting by a file that may fail again.
                pending.append(name)


def _limits() -> Limits:
    try:
        seconds = float(os.environ.get(TIMEOUT, ''))
    except ValueError:
        return Limits()
    return Limits(seconds, seconds) if seconds > 0 else Limits()


def _check(sources: Sequence[Source], catalogue: fonts.FontCatalogue) -> list[tuple[Readable, SignatureRoom | None]]:
    """Look through every file before anything is started."""
    findings: list[Finding] = []
    fonts_missing: list[Finding] = []
    checked: list[tuple[Readable, SignatureRoom | None]] = []
    for source in sources:
        try:
            readable = Readable(open_package(source.docx), catalogue)
        except DocgenError as error:
            findings += error.findings
            continue
        checked.append((readable, read_room(readable.package, readable.styles, readable.refusals)))
        findings += readable.findings
        fonts_missing += readable.missing_fonts.values()
    if findings or fonts_missing:
        raise FindingsError([*findings, *fonts_missing])
    return checked


def _look(pdf: Path, source: Source, room: SignatureRoom | None, readable: Readable) -> Converted:
    used = tuple(readable.used_fonts)
    pages = look_at(pdf, source, used)
    anchor = find_anchor(pdf, room) if room is not None else None
    return Converted(source.pdf, pages, (anchor,) if anchor else (), used_fonts(used), readable.warnings)


def _put(made: Path, target: Path) -> None:
    temporary = target.with_name(f'.{target.name}.{os.getpid()}')
    shutil.copyfile(made, temporary)
    temporary.replace(target)

"""The embedded engine in a process with bounds of time and memory: what becomes of a Word file, whatever is in it."""

from __future__ import annotations

import datetime
import multiprocessing
import resource
import signal
import traceback
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen import fonts
from docgen.engines import Source, converter
from docgen.errors import DocgenError
from docgen.pdf.judge.judge import Expectations, judge
from docgen.pdf.structure.page_text import read
from docgen.pdf.write.embedded_text import FontFiles
from docgen.pdf.write.finish import DocumentInfo, DocumentPart, finish

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.engines.protocol import UsedFont

DATE = datetime.date(2021, 3, 1)
SECONDS = 20
"""For one file, reading, setting and judging."""
MEMORY = 3 * 2**30
"""Bytes of address space of a process; the engine's own libraries take about a third of it."""


@dataclass(frozen=True)
class Outcome:
    """What became of a file: pages of a PDF that may be published, or the ids of what was found, or trouble."""

    pages: int = 0
    ids: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    """Ids of findings that lack a sentence or a file."""
    rejected: tuple[str, ...] = ()
    """Why the judge refuses the PDF."""
    trouble: str = ''
    """The traceback of what should not have happened."""

    @property
    def made(self) -> bool:
        """Whether a PDF came out that may be published."""
        return bool(self.pages) and not self.rejected

    @property
    def told(self) -> str:
        """In a few words."""
        if self.trouble:
            return 'TROUBLE ' + self.trouble.strip().splitlines()[-1]
        return ', '.join(dict.fromkeys([*self.ids, *self.rejected])) or str(self.pages)


def refused(error: DocgenError) -> Outcome:
    """The outcome of an error that is meant to be told."""
    vague = tuple(each.id for each in error.findings if not (each.what and each.why and each.do and each.place.file))
    return Outcome(ids=tuple(each.id for each in error.findings) or ('nothing',), unexplained=vague)


def judged(pdf: Path, texts: Sequence[str], outline: Sequence[str] = (), used: Sequence[UsedFont] = ()) -> Outcome:
    """Finish a PDF as a build does, and have it judged; `used` are the fonts that the engine told of."""
    title = 'Handling'
    out = pdf.with_suffix('.finished.pdf')
    faces = FontFiles(fonts.ttf('Source Sans Pro'), fonts.ttf('Source Sans Pro', bold=True))
    finish([DocumentPart(pdf, title)], DocumentInfo(title, 'Provby kommun', title, (), DATE), out, fonts=faces)
    verdict = judge(
        out,
        Expectations(
            title=title,
            language=read(out).language or 'none',
            texts=tuple(texts),
            fonts=frozenset(family.replace(' ', '') for family in fonts.families())
            | {each.name.partition('-')[0] for each in used},
            outline=tuple(outline),
            literal_braces=10**6,
            gaps=True,
        ),
    )
    return Outcome(
        pages=verdict.pages, rejected=tuple(f'judge-{each.check.value}: {each.message}' for each in verdict.failures)
    )


def by_typst(docx: Path, texts: Sequence[str]) -> Outcome:
    """Convert and judge in this process; never raises."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    pdf = docx.with_suffix('.typst.pdf')
    try:
        (made,) = converter('typst').convert([Source(docx, pdf, DATE)])
    except DocgenError as error:
        return refused(error)
    except BaseException:  # noqa: BLE001 - every other exception is what the test looks for
        return Outcome(trouble=traceback.format_exc())
    try:
        return judged(pdf, texts, used=made.fonts)
    except DocgenError as error:
        return Outcome(rejected=tuple(each.id for each in error.findings))
    except BaseException:  # noqa: BLE001
        return Outcome(trouble=traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def all_by_typst(files: Sequence[tuple[Path, Sequence[str]]]) -> dict[Path, Outcome]:
    """Convert and judge many files in two processes. What takes too long or too much ends its process."""
    outcomes: dict[Path, Outcome] = {}
    context = multiprocessing.get_context('spawn')
    with ProcessPoolExecutor(2, mp_context=context, initializer=_bound) as workers:
        jobs = [(docx, workers.submit(by_typst, docx, texts)) for docx, texts in files]
        for docx, job in jobs:
            try:
                outcomes[docx] = job.result()
            except BrokenProcessPool:
                outcomes[docx] = Outcome(trouble='ended its process, or came after one that did')
    return outcomes


def _bound() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

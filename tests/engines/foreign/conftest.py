"""The corpus, and what became of each of its files by each engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.engines import Converted, Source, converter
from docgen.engines.libreoffice.normalise import normalise
from docgen.errors import DocgenError

from .bounded import DATE, Outcome, all_by_typst, judged, refused
from .mended import mended
from .origins import from_sources, from_templates, in_packages
from .word_files import texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Corpus = dict[str, Path]
MENDED = 'mended'
_ROUNDS = 5


@pytest.fixture(scope='session')
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Word files by name: as they are, and as their owner mends them by our advice."""
    folder = tmp_path_factory.mktemp('foreign')
    found: Corpus = {}
    for kind, origin in (('paket', in_packages), ('mall', from_templates), ('format', from_sources)):
        home = folder / kind
        (home / MENDED).mkdir(parents=True)
        for path in origin(home):
            found[f'{kind}: {path.stem}'] = path
            found[f'{kind}: {path.stem} ({MENDED})'] = mended(path, home / MENDED / path.name)
    return found


@pytest.fixture(scope='session')
def by_typst(corpus: Corpus) -> dict[str, Outcome]:
    """What the embedded engine makes of each file."""
    outcomes = all_by_typst([(path, texts_of(path)) for path in corpus.values()])
    return {name: outcomes[path] for name, path in corpus.items()}


@pytest.fixture(scope='session')
def by_libreoffice(corpus: Corpus) -> dict[str, Outcome]:
    """What LibreOffice makes of each file that its owner mended: all in one call, again without those it refuses."""
    outcomes: dict[Path, Outcome] = {}
    asked = {name: path for name, path in corpus.items() if MENDED in name}
    left = [Source(path, path.with_suffix('.libreoffice.pdf'), DATE) for path in asked.values()]
    made: dict[Path, Converted] = {}
    for _ in range(_ROUNDS):
        try:
            made |= {each.pdf: each for each in converter('libreoffice').convert(left)}
            break
        except DocgenError as error:
            named = {each.place.file for each in error.findings}
            outcomes |= {source.docx: _of(error, source.docx) for source in left if source.docx in named}
            kept = [source for source in left if source.docx not in named]
            if len(kept) == len(left):
                raise
            left = kept
    outcomes |= {source.docx: _finished(source, made[source.pdf]) for source in left}
    return {name: outcomes[path] for name, path in asked.items()}


def _of(error: DocgenError, docx: Path) -> Outcome:
    return refused(type(error)([each for each in error.findings if each.place.file == docx]))


def _finished(source: Source, made: Converted) -> Outcome:
    texts: Sequence[str] = texts_of(source.docx, small_capitals=True)
    try:
        normalise(source.pdf, source.docx)
        return judged(source.pdf, texts, used=made.fonts)
    except DocgenError as error:
        return Outcome(rejected=tuple(each.id for each in error.findings))

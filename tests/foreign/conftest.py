"""The corpus, and what became of each of its files by each engine."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from docgen.convert import Source, converter
from docgen.errors import DocgenError
from docgen.pdf.normalise import normalise

from .bounded import DATE, Outcome, all_by_typst, judged, refused
from .word_files import in_our_typeface, make_word_files, texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Corpus = dict[str, Path]
_SHIPPED = Path(docx.__file__).parent / 'templates' / 'default.docx'
_ROUNDS = 5


@pytest.fixture(scope='session')
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Word files by name: as made, and as changed to our typeface."""
    folder = tmp_path_factory.mktemp('foreign')
    made = make_word_files(folder)
    shutil.copyfile(_SHIPPED, folder / 'python-docx-default.docx')
    changed = folder / 'changed'
    changed.mkdir()
    found = {path.stem: path for path in (*made, folder / 'python-docx-default.docx')}
    return found | {f'{name} (changed)': in_our_typeface(path, changed / path.name) for name, path in found.items()}


@pytest.fixture(scope='session')
def by_typst(corpus: Corpus) -> dict[str, Outcome]:
    """What the embedded engine makes of each file."""
    outcomes = all_by_typst([(path, texts_of(path)) for path in corpus.values()])
    return {name: outcomes[path] for name, path in corpus.items()}


@pytest.fixture(scope='session')
def by_libreoffice(corpus: Corpus) -> dict[str, Outcome]:
    """What LibreOffice makes of each file: all in one call, again without those that are refused."""
    outcomes: dict[Path, Outcome] = {}
    left = [Source(path, path.with_suffix('.libreoffice.pdf'), DATE) for path in corpus.values()]
    for _ in range(_ROUNDS):
        try:
            converter('libreoffice').convert(left)
            break
        except DocgenError as error:
            named = {each.place.file for each in error.findings}
            outcomes |= {source.docx: _of(error, source.docx) for source in left if source.docx in named}
            kept = [source for source in left if source.docx not in named]
            if len(kept) == len(left):
                raise
            left = kept
    outcomes |= {source.docx: _finished(source) for source in left}
    return {name: outcomes[path] for name, path in corpus.items()}


def _of(error: DocgenError, docx: Path) -> Outcome:
    return refused(type(error)([each for each in error.findings if each.place.file == docx]))


def _finished(source: Source) -> Outcome:
    texts: Sequence[str] = texts_of(source.docx, small_capitals=True)
    try:
        normalise(source.pdf, source.docx)
        return judged(source.pdf, texts)
    except DocgenError as error:
        return Outcome(rejected=tuple(each.id for each in error.findings))

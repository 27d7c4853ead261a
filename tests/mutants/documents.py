"""Is a document that says something else than its data always refused? Filled Word files changed in one place each.

    python -m tests.mutants.documents --count 100        (for each kind of change)

Each is laid out and finished like a build's, held by the build's judge against what the data give, and compared with
the right document, as a signed file is with the data of today.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from docx import Document

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / 'tests'))

from workbench import furnish  # noqa: E402

from docgen.engines import Source  # noqa: E402
from docgen.errors import JudgementError  # noqa: E402
from docgen.pdf.compare.reader_differences import differences  # noqa: E402
from docgen.pipeline.document_production import convert_parts  # noqa: E402
from docgen.pipeline.document_steps import assemble_document, fill_words, judge_document  # noqa: E402
from docgen.pipeline.prepared_document import prepare  # noqa: E402
from docgen.plan import plan  # noqa: E402
from docgen.workspace import load  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.workspace import Workspace

    Chance = random.Random
    Change = Callable[[Any, Chance], bool]
    """Changes an open Word document in one place, and says whether it could."""

DATA = ('data', 'tests/workspaces/everything/data', 'tests/workspaces/minimal/data')
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
STATUSES = ('Delvis genomfört', 'Ej genomfört', 'Ej påbörjat', 'Genomfört', 'Pågår', 'Utgår')


def _texts(document: Any) -> list[Any]:
    """Give what is written in the body, tables included, piece by piece; no fields, which an engine writes anew."""
    return [
        text
        for paragraph in document.element.body.iter(f'{W}p')
        if next(paragraph.iter(f'{W}fldChar', f'{W}fldSimple'), None) is None
        for text in paragraph.iter(f'{W}t')
        if (text.text or '').strip()
    ]


def _replace_one(document: Any, chance: Chance, pattern: str, other: Callable[[re.Match[str]], str]) -> bool:
    found = [(text, match) for text in _texts(document) for match in re.finditer(pattern, text.text)]
    if not found:
        return False
    text, match = chance.choice(found)
    text.text = text.text[: match.start()] + other(match) + text.text[match.end() :]
    return True


def word_removed(document: Any, chance: Chance) -> bool:
    return _replace_one(document, chance, r'(?<!\S)[^\W\d_]+ ', lambda _: '')


def word_changed(document: Any, chance: Chance) -> bool:
    """The smallest change of a word: two letters that differ change places."""
    swapped = lambda match: match[0][1] + match[0][0]  # noqa: E731
    return _replace_one(document, chance, r'([a-zåäö])(?!\1)[a-zåäö]', swapped)


def digit_changed(document: Any, chance: Chance) -> bool:
    return _replace_one(document, chance, r'\d', lambda match: str((int(match[0]) + chance.randint(1, 9)) % 10))


def number_in_words_changed(document: Any, chance: Chance) -> bool:
    words = ('två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio')
    pattern = rf'\b(?:{"|".join(words)})\b'
    return _replace_one(document, chance, pattern, lambda match: chance.choice([w for w in words if w != match[0]]))


def status_swapped(document: Any, chance: Chance) -> bool:
    pattern = rf'(?<!\w)(?:{"|".join(STATUSES)})(?!\w)'
    return _replace_one(document, chance, pattern, lambda match: chance.choice([s for s in STATUSES if s != match[0]]))


def _cells(document: Any) -> list[tuple[Any, Any]]:
    """Give pairs of cells beside or above each other that say different things."""
    pairs = []
    for table in document.tables:
        rows = [row.cells for row in table.rows]
        pairs += [pair for row in rows for pair in pairwise(row)]
        pairs += [pair for upper, lower in pairwise(rows) for pair in zip(upper, lower, strict=False)]
    return [(one, other) for one, other in pairs if one.text.strip() != other.text.strip() and one.text.strip()]


def cells_swapped(document: Any, chance: Chance) -> bool:
    pairs = _cells(document)
    if not pairs:
        return False
    one, other = (cell._tc for cell in chance.choice(pairs))
    kept = [[child for child in cell if not child.tag.endswith('}tcPr')] for cell in (one, other)]
    for cell, content in ((one, kept[1]), (other, kept[0])):
        cell.extend(content)
    return True


def cell_emptied(document: Any, chance: Chance) -> bool:
    pairs = _cells(document)
    if not pairs:
        return False
    cell = chance.choice(pairs)[0]
    for text in cell._tc.iter(f'{W}t'):
        text.text = ''
    return True


def rows_swapped(document: Any, chance: Chance) -> bool:
    pairs = [pair for table in document.tables for pair in pairwise(table.rows)]
    pairs = [(one, other) for one, other in pairs if [c.text for c in one.cells] != [c.text for c in other.cells]]
    if not pairs:
        return False
    one, other = (row._tr for row in chance.choice(pairs))
    other.addnext(one)
    return True


def paragraphs_swapped(document: Any, chance: Chance) -> bool:
    body = [each._p for each in document.paragraphs if len(each.text) > 20 and each._p.getnext() is not None]
    pairs = [(one, other) for one in body if (other := one.getnext()) in body]
    if not pairs:
        return False
    one, other = chance.choice(pairs)
    other.addnext(one)
    return True


WORD_CHANGES: tuple[Change, ...] = (
    word_removed,
    word_changed,
    digit_changed,
    number_in_words_changed,
    status_swapped,
    cells_swapped,
    rows_swapped,
    cell_emptied,
    paragraphs_swapped,
)
PAGE_LOST = 'page_lost'


@dataclass(frozen=True)
class Original:
    """A document as a build makes it: its filled Word files, and the finished PDF."""

    workspace: Workspace
    prepared: PreparedDocument
    words: Path
    pdf: Path
    pages: int
    engine: str

    def finish(self, words: Path, out: Path) -> None:
        """Lay out and finish the Word files of a folder."""
        sources = [
            Source(words / part.word, out.with_name(f'{at}-{out.name}'), self.prepared.job.date)
            for at, part in enumerate(self.prepared.job.parts)
        ]
        made = convert_parts(self.workspace, self.engine, sources)
        assemble_document(self.workspace, self.prepared, made, out, draft=False)

    def refused(self, pdf: Path) -> bool:
        """Say whether the build's judge refuses a file as this document."""
        try:
            judge_document(self.prepared, self.pages, self.words, pdf)
        except JudgementError:
            return True
        return False


def originals(data: Path, folder: Path, engine: str) -> Iterator[Original]:
    """Make the documents of a workspace in an empty folder, by an engine."""
    workspace = load(furnish(data, folder).root)
    for job in plan(workspace).documents:
        prepared = prepare(workspace, job, engine=engine, draft=False)
        words = folder / 'made' / job.file
        words.mkdir(parents=True)
        fill_words(workspace, prepared, words)
        unfinished = Original(workspace, prepared, words, words / 'finished.pdf', 0, engine)
        unfinished.finish(words, unfinished.pdf)
        with pikepdf.open(unfinished.pdf) as pdf:
            yield Original(workspace, prepared, words, unfinished.pdf, len(pdf.pages), engine)


def try_change(original: Original, change: Change | None, chance: Chance, folder: Path) -> tuple[bool, bool] | None:
    """Change a document, and say whether the judge refuses it and whether the comparison tells of it.

    Args:
        original: the right one.
        change: what is changed; None loses a page.
        chance: where.
        folder: for the files.

    Returns:
        None where the document has nothing that could be changed so.
    """
    out = folder / 'changed.pdf'
    if change is None:
        if original.pages == 1:
            return None
        with pikepdf.open(original.pdf) as pdf:
            del pdf.pages[chance.randrange(len(pdf.pages))]
            pdf.save(out)
    else:
        part = chance.choice(original.prepared.job.parts)
        for each in original.prepared.job.parts:
            (folder / each.word).write_bytes((original.words / each.word).read_bytes())
        document = Document(str(folder / part.word))
        if not change(document, chance):
            return None
        document.save(str(folder / part.word))
        original.finish(folder, out)
    return original.refused(out), bool(differences(original.pdf, out))


def main() -> None:
    """Print a table: for each kind, how many, how many the judge refused, the comparison told, and neither."""
    parser = argparse.ArgumentParser(prog='python -m tests.mutants.documents', description=__doc__)
    parser.add_argument('--count', type=int, default=100, help='changed documents of each kind')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--engine', default='typst', help='typst or libreoffice')
    names = [*(change.__name__ for change in WORD_CHANGES), PAGE_LOST]
    parser.add_argument('--kinds', nargs='*', default=names, choices=names, help='which changes; all without any')
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        known = [
            each for at, data in enumerate(DATA) for each in originals(PROJECT / data, folder / str(at), asked.engine)
        ]
        for each in known:
            assert not each.refused(each.pdf), each.pdf
        print(
            '| change | documents | refused by the judge | told by the comparison | by neither |\n|---|---|---|---|---|'
        )
        for change in (*WORD_CHANGES, None):
            kind = change.__name__ if change else PAGE_LOST
            if kind not in asked.kinds:
                continue
            counts: Counter[str] = Counter()
            for number in range(asked.count * 20):
                chance = random.Random(f'{asked.seed} {kind} {number}')
                work = folder / f'{kind}-{number}'
                work.mkdir()
                found = try_change(chance.choice(known), change, chance, work)
                if found is None:
                    continue
                counts['made'] += 1
                counts['judge'] += found[0]
                counts['comparison'] += found[1]
                counts['neither'] += not any(found)
                if not any(found):
                    print(f'unseen: {kind} {number}', flush=True)
                if counts['made'] == asked.count:
                    break
            row = ' | '.join(str(counts[each]) for each in ('made', 'judge', 'comparison', 'neither'))
            print(f'| {kind.replace("_", " ")} | {row} |', flush=True)


if __name__ == '__main__':
    main()

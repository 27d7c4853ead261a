"""What a reader would see differ between two PDFs: words first, else how pages look.

Where lines and pages break does not count, nor where words are hyphenated for it. Headers and footers are compared
apart from the running text, page by page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from docgen.errors import Finding, JudgementError, Place, reason
from docgen.pdf.compare.difference import WIDTHLESS, Difference
from docgen.pdf.compare.difference import DifferenceKind as Kind
from docgen.pdf.structure.page_text import Reading, RunningText, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LINE_END = '\x02\ufffe\u00ad'
_BROKEN = '\ue000'
"""Stands in a word where a line ended with a hyphen that may be hyphenation's; private use, so no text holds it."""
_SEEN = WIDTHLESS | dict.fromkeys(map(ord, _LINE_END), _BROKEN)
_HYPHENS = str.maketrans('', '', f'-\u2010\u2011{_BROKEN}')
_DIGITS = str.maketrans('', '', '0123456789')
_NEAR = 3
"""Changes with so few equal words or fewer between them are told as one."""
_LONG, _HEAD, _TAIL = 14, 7, 4
"""Words: what is longer than the first is told by its first and last ones."""
_SLOW = 3000
"""More words than this that differ are compared without the commonest words, which keeps the time within bounds."""
_SCALE = 0.6
"""Of 72 dots an inch: enough to see a logo or a line that moved."""


@dataclass(frozen=True)
class _Word:
    page: int
    text: str

    @property
    def key(self) -> str:
        return self.text.replace(_BROKEN, '')


def differences(before: Path, after: Path) -> tuple[Difference, ...]:
    """Give what differs, one entry for each place; nothing when a reader sees no difference.

    Args:
        before: the older file.
        after: the newer file.

    Raises:
        JudgementError: `pdf-missing` or `pdf-unreadable`.
    """
    old, new = _read(before), _read(after)
    found = text_changes(old, new)
    if old.pages != new.pages:
        found.insert(0, Difference(Kind.PAGE_COUNT, before=str(old.pages), after=str(new.pages)))
    if not found:
        found = [Difference(Kind.LOOKS, page + 1, label=_label(new, page)) for page in changed_looks(before, after)]
    return tuple(found)


def text_changes(old: Reading, new: Reading) -> list[Difference]:
    """Give the words that differ between two files read with places, in order of pages."""
    before, after = _words(old), _words(new)
    changes = [_change(old, new, before, after, span) for span in _spans(before, after)]
    for page in range(min(old.pages, new.pages)):
        one, other = _beside(old, page), _beside(new, page)
        # Another number of pages shows in every footer; it is told once.
        ignored = _DIGITS if old.pages != new.pages else {}
        if ''.join(one).translate(ignored) != ''.join(other).translate(ignored):
            changes.append(_text_change(Kind.MARGIN_TEXT, new, page, one, other))
    return changes


def changed_looks(before: Path, after: Path) -> list[int]:
    """Give the pages, from 0, that look different in two files with the same number of pages."""
    old, new = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    try:
        return [page for page in range(len(new)) if _picture(old, page) != _picture(new, page)]
    finally:
        old.close()
        new.close()


def _read(path: Path) -> Reading:
    try:
        return read(path, places=True)
    except OSError as error:
        raise _unfit('pdf-missing', path, reason(error)) from error
    except pypdfium2.PdfiumError as error:
        raise _unfit('pdf-unreadable', path, "den är skadad") from error


def _unfit(finding_id: str, path: Path, why: str) -> JudgementError:
    again = "Hämta tillbaka den ur en säkerhetskopia, eller gör den på nytt."
    return JudgementError(
        Finding(finding_id, f"Filen {path.name} kan inte öppnas.", f"Orsak: {why}.", again, Place(path))
    )


def _picture(document: pypdfium2.PdfDocument, page: int) -> tuple[int, int, bytes]:
    bitmap = document[page].render(scale=_SCALE, may_draw_forms=False)
    return bitmap.width, bitmap.height, bytes(bitmap.buffer)


def _words(reading: Reading) -> list[_Word]:
    """The words of the running text in the order that they are painted."""
    pages: defaultdict[int, RunningText] = defaultdict(RunningText)
    for run in reading.runs:
        if run.mark is not None:
            pages[run.page].add_run(replace(run, text=run.text.translate(_SEEN)))
    words: list[_Word] = []
    for page, painted in sorted(pages.items()):
        for word in str(painted).split():
            if words and words[-1].text.endswith(_BROKEN):
                words[-1] = replace(words[-1], text=words[-1].text + word)
            else:
                words.append(_Word(page, word))
    return words


def _beside(reading: Reading, page: int) -> list[str]:
    text = RunningText()
    for run in reading.runs:
        if run.mark is None and run.page == page:
            text.add_run(replace(run, text=run.text.translate(WIDTHLESS)))
    return str(text).split()


def _spans(before: Sequence[_Word], after: Sequence[_Word]) -> Iterator[tuple[int, int, int, int]]:
    """Where the words differ: from and to in the older, from and to in the newer."""
    keys, new_keys = [each.key for each in before], [each.key for each in after]
    start = _common(keys, new_keys)
    end = _common(keys[start:][::-1], new_keys[start:][::-1])
    middle, new_middle = keys[start : len(keys) - end], new_keys[start : len(new_keys) - end]
    matcher = SequenceMatcher(None, middle, new_middle, autojunk=max(len(middle), len(new_middle)) > _SLOW)
    pending: tuple[int, int, int, int] | None = None
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind == 'equal':
            continue
        span = first + start, last + start, new_first + start, new_last + start
        if _same(before[span[0] : span[1]], after[span[2] : span[3]]):
            continue
        if pending is not None and span[0] - pending[1] <= _NEAR:
            pending = pending[0], span[1], pending[2], span[3]
            continue
        if pending is not None:
            yield pending
        pending = span
    if pending is not None:
        yield pending


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _same(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    """Whether the words are the same but for where lines were broken."""
    texts = [''.join(each.text for each in words) for words in (one, other)]
    if any(_BROKEN in text for text in texts):
        texts = [text.translate(_HYPHENS) for text in texts]
    return texts[0] == texts[1]


def _change(
    old: Reading, new: Reading, before: Sequence[_Word], after: Sequence[_Word], span: tuple[int, int, int, int]
) -> Difference:
    first, last, new_first, new_last = span
    reading, page = (new, after[new_first].page) if new_last > new_first else (old, before[first].page)
    if not ((first == last and new_last - new_first > _LONG) or (new_first == new_last and last - first > _LONG)):
        first, last, new_first, new_last = max(0, first - 1), last + 1, max(0, new_first - 1), new_last + 1
    words, new_words = _texts(before[first:last]), _texts(after[new_first:new_last])
    return _text_change(Kind.RUNNING_TEXT, reading, page, words, new_words)


def _text_change(kind: Kind, reading: Reading, page: int, before: Sequence[str], after: Sequence[str]) -> Difference:
    return Difference(kind, page + 1, before=_told(before), after=_told(after), label=_label(reading, page))


def _label(reading: Reading, page: int) -> str:
    return reading.labels[page] or str(page + 1)


def _texts(words: Sequence[_Word]) -> list[str]:
    return [each.text.replace(_BROKEN, '-') for each in words]


def _told(words: Sequence[str]) -> str:
    if len(words) <= _LONG:
        return ' '.join(words)
    return f'{" ".join(words[:_HEAD])} … {" ".join(words[-_TAIL:])}'

"""A Word file that somebody has changed and commented: which value of the data each change belongs to.

The file is held against what today's data and templates give. Tracked changes count as accepted. Only the body is read;
headers, footers and notes are not.
"""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.changes.data_fields import DataField, Found, fields_of, found_in, new_value, plain
from docgen.changes.filled_words import FilledPart, filled_parts
from docgen.changes.pairing import paired
from docgen.changes.word_text import Comment, body_texts, comments
from docgen.errors import Finding, Place, UsageError
from docgen.model import DocumentKind
from docgen.temporary import temporary_folder
from docgen.workspace.changed_file import changed_text, replace_text
from docgen.workspace.json_schemas import attribute_docs
from docgen.workspace.yaml_source import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.workspace import Workspace

_LEAST_IN_COMMON = 0.25
"""Of the paragraphs: a file that shares fewer with every document is none of them."""
_Pair = tuple[str | None, str | None]
"""A paragraph before and after; None for one that was added or removed."""


class Fate(StrEnum):
    """What can be done with a change."""

    WRITABLE = 'writable'
    """It belongs to one value of the data, which can be written."""
    COMPUTED = 'computed'
    """The words are made from a value that is no text (a number, a day): change that."""
    AMBIGUOUS = 'ambiguous'
    """The same words stand in several values."""
    UNKNOWN = 'unknown'
    """The words stand in no value: they are the template's, or are put together from several."""


@dataclass(frozen=True)
class WordChange:
    """A paragraph that was changed, removed (`new` is '') or added (`old` is '')."""

    fate: Fate
    old: str
    new: str
    fields: tuple[DataField, ...]
    places: tuple[Place, ...]
    """Where the values stand."""
    labels: tuple[str, ...]
    value: str | list[str] | None = None
    """What is to be written: the value's whole new text, or list."""


@dataclass(frozen=True)
class WordComment:
    """A comment, what it stands at, and the value that this came from if one is known."""

    author: str
    text: str
    about: str
    places: tuple[Place, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class EditedWordReport:
    """What somebody has done to a Word file."""

    document: str
    """File name of the filled Word file that it was."""
    changes: tuple[WordChange, ...]
    comments: tuple[WordComment, ...]


def compare_word(root: Path, docx: Path) -> EditedWordReport:
    """Say what has been changed and commented in a filled Word file.

    Args:
        root: the workspace's folder.
        docx: the file as it came back.

    Raises:
        UsageError: it is none of the workspace's documents (`compare-unknown-file`).
        FindingsError: it is no sound Word file, or data or templates need mending.
    """
    edited = body_texts(docx)
    with temporary_folder() as folder:
        finished, drafts = Path(folder, 'finished'), Path(folder, 'drafts')
        finished.mkdir()
        drafts.mkdir()
        workspace, parts = filled_parts(root, (), finished)
        parts += filled_parts(root, (), drafts, marked=True)[1]
        part, before = _closest(docx, edited, parts)
    comparison = _Comparison(workspace, part)
    changes = tuple(comparison.changes(before, edited))
    return EditedWordReport(part.part.word, changes, tuple(comparison.comments(comments(docx))))


def write_changes(report: EditedWordReport) -> list[Path]:
    """Write what can be written into the YAML; comments and layout there stay.

    Returns:
        The files that were changed.

    Raises:
        UsageError: a file cannot be written (`data-unwritable`).
        FindingsError: a file cannot be changed without losing something (`data-layout`).
    """
    by_file: defaultdict[Path, list[WordChange]] = defaultdict(list)
    for change in report.changes:
        if change.fate is Fate.WRITABLE and change.places[0].file is not None:
            by_file[change.places[0].file].append(change)
    for file, changes in by_file.items():
        _write(file, changes)
    return sorted(by_file)


def _write(file: Path, changes: Sequence[WordChange]) -> None:
    from docgen.workspace.yaml_source import read_yaml

    data: Any = copy.deepcopy(read_yaml(file).data)
    for change in changes:
        *parents, last = change.fields[0].path
        target = data
        for step in parents:
            target = target[step]
        target[last] = change.value
    before = file.read_bytes().decode('utf-8-sig')
    replace_text(file, changed_text(file, before, data), before)


def _closest(docx: Path, edited: Sequence[str], parts: Sequence[FilledPart]) -> tuple[FilledPart, list[str]]:
    """Give the document that the file was, told by its text; its name decides only between equals."""
    best: tuple[float, bool, bool, int] = (0.0, False, False, 0)
    texts = []
    known = Counter(map(plain, edited))
    for index, part in enumerate(parts):
        texts.append(body_texts(part.docx))
        own = Counter(map(plain, texts[-1]))
        common = sum((known & own).values()) / max(1, sum(known.values()), sum(own.values()))
        best = max(best, (common, part.part.word == docx.name, not part.part.appendix, -index))
    if best[0] < _LEAST_IN_COMMON:
        raise UsageError(
            Finding(
                'compare-unknown-file',
                f"{docx.name} liknar inget av arbetsytans dokument.",
                "docgen jämför en ändrad Wordfil med det dokument som den gjordes av.",
                "Använd en av filerna i word-mappen i output, och kontrollera att du står i rätt arbetsyta.",
                Place(docx),
            )
        )
    return parts[-best[3]], texts[-best[3]]


class _Comparison:
    def __init__(self, workspace: Workspace, part: FilledPart) -> None:
        self.workspace = workspace
        self.fields: list[DataField] = []
        self.came_from: dict[str, list[Found]] = {}
        """By the text of a changed paragraph, the values that it came from."""
        record = part.part.record
        if part.part.kind is DocumentKind.AGREEMENT:
            self.fields += fields_of('agreement', record, workspace.agreements[record])
        elif part.part.kind is DocumentKind.FOLLOW_UP:
            follow_up = workspace.follow_ups[record]
            self.fields += fields_of('follow_up', record, follow_up)
            self.fields += fields_of('promise', follow_up.promise, workspace.promises[follow_up.promise])
        else:
            self.fields += fields_of('promise', record, workspace.promises[record])

    def changes(self, before: Sequence[str], after: Sequence[str]) -> Iterator[WordChange]:
        """Give each paragraph that differs, in order."""
        last: Found | None = None
        values: dict[tuple[object, ...], list[str]] = {}
        pairs = paired(before, after, plain)
        for old, new in self._replaced(pairs):
            found = found_in(old, self.fields) if old is not None else []
            self.came_from[plain(new or '')] = found
            if old is not None and new is not None and plain(old) == plain(new):
                last = found[0] if len(found) == 1 else None
                continue
            if old is None and new is not None:
                yield self._added(new, last, values)
                continue
            yield self._changed(str(old), new or '', found, values)
            last = found[0] if len(found) == 1 and new is not None else last

    def _replaced(self, pairs: Iterable[_Pair]) -> Iterator[_Pair]:
        """Join what was added to what was removed beside it, where that was the template's: a heading put otherwise."""
        held: _Pair | None = None
        for pair in pairs:
            if held is not None:
                old, new = (held[0] or pair[0], held[1] or pair[1])
                alone = {held[0] is None, held[1] is None} == {pair[0] is None, pair[1] is None} == {True, False}
                if alone and (held[0] is None) != (pair[0] is None) and old and not found_in(old, self.fields):
                    yield old, new
                    held = None
                    continue
                yield held
            held = pair
        if held is not None:
            yield held

    def _changed(
        self, old: str, new: str, found: Sequence[Found], values: dict[tuple[object, ...], list[str]]
    ) -> WordChange:
        if len({(each.field.kind, each.field.record, each.field.path) for each in found}) > 1:
            return self._change(Fate.AMBIGUOUS, old, new, found)
        if not found:
            return self._change(Fate.UNKNOWN, old, new, found)
        field = found[0].field
        if field.computed:
            return self._change(Fate.COMPUTED, old, new, found)
        value = new_value(found[0], new) if new else ''
        if value is None or (not value and (field.of == 1 or plain(old) != plain(field.text))):
            return self._change(Fate.UNKNOWN, old, new, found)
        if field.paragraph is None:
            return self._change(Fate.WRITABLE, old, new, found, _as_list(value))
        parts = self._parts(field, values)
        parts[field.paragraph] = value
        return self._change(Fate.WRITABLE, old, new, found, '\n\n'.join(filter(None, parts)))

    def _added(self, new: str, last: Found | None, values: dict[tuple[object, ...], list[str]]) -> WordChange:
        if last is None or last.field.paragraph is None or not last.field.several or last.before or last.after:
            return self._change(Fate.UNKNOWN, '', new, ())
        parts = self._parts(last.field, values)
        parts[last.field.paragraph] += f'\n\n{plain(new)}'
        return self._change(Fate.WRITABLE, '', new, (last,), '\n\n'.join(filter(None, parts)))

    def _parts(self, field: DataField, values: dict[tuple[object, ...], list[str]]) -> list[str]:
        """Give the text's paragraphs with the changes so far, to be changed further."""
        key = field.kind, field.record, field.path
        if key not in values:
            same = [each for each in self.fields if (each.kind, each.record, each.path) == key]
            values[key] = [each.text for each in sorted(same, key=lambda each: each.paragraph or 0)]
        return values[key]

    def _change(
        self, fate: Fate, old: str, new: str, found: Sequence[Found], value: str | list[str] | None = None
    ) -> WordChange:
        fields = tuple(each.field for each in found)
        return WordChange(fate, old, new, fields, self._places(fields), self._labels(fields), value)

    def _places(self, fields: Sequence[DataField]) -> tuple[Place, ...]:
        return tuple(self.workspace.place(each.kind, each.record, *each.path) for each in fields)

    def _labels(self, fields: Sequence[DataField]) -> tuple[str, ...]:
        return tuple(self._label(each) for each in fields)

    def _label(self, field: DataField) -> str:
        """Say what a value is: "Löfte 5, Trygghetsvandringar: Löftets text"."""
        records: dict[str, Any] = {'agreement': self.workspace.agreements, 'promise': self.workspace.promises}
        owner = records.get(field.kind, self.workspace.follow_ups)[field.record]
        inside = ''
        label = ''
        for step in field.path:
            if isinstance(step, int):
                owner = owner[step]
                if title := getattr(owner, 'title', ''):
                    inside = f"{title}: "
            else:
                label = attribute_docs(owner.__class__).get(step, step).partition('.')[0]
                owner = getattr(owner, step)
        return f"{inside}{label or dotted(field.path)}"

    def comments(self, found: Sequence[Comment]) -> Iterator[WordComment]:
        """Give each comment with the value that what it stands at came from."""
        for each in found:
            found_here = self.came_from.get(plain(each.about)) or found_in(each.about, self.fields)
            fields = tuple(one.field for one in found_here)
            yield WordComment(each.author, each.text, each.about, self._places(fields), self._labels(fields))


def _as_list(value: str) -> list[str]:
    *most, last = value.split(' och ') if ' och ' in value else (value,)
    return [each.strip() for each in (*' och '.join(most).split(','), last) if each.strip()]

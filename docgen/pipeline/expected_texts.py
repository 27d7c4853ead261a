"""What a filled document must hold: every text of its data that belongs there, found in the Word file it became."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, Place, Severity
from docgen.model import DocumentKind
from docgen.word import W, open_package, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml import etree

    from docgen.context import Context

_REQUIRED = {
    DocumentKind.AGREEMENT: (
        'agreement.title',
        'agreement.focus_areas.title',
        'agreement.focus_areas.problem',
        'agreement.focus_areas.goals',
        'agreement.focus_areas.commitments.texts',
    ),
    DocumentKind.PROMISE: ('promise.title', 'promise.lead_in', 'promise.commitments.title', 'promise.commitments.text'),
    DocumentKind.PROMISE_SHORT: ('promise.lead_in', 'promise.commitments.short_text', 'promise.full_file'),
    DocumentKind.FOLLOW_UP: (
        'follow_up.title',
        'follow_up.outcomes.title',
        'follow_up.outcomes.status.word',
        'follow_up.outcomes.comment',
    ),
}
"""What a reader must find, however the template is worded."""
_OUR_WORDS = ('follow_up.outcomes.status.word', 'promise.full_file')
"""Those of them that docgen words, not the data."""
_EXPECTED = {
    DocumentKind.AGREEMENT: (
        'agreement.background',
        'agreement.purpose',
        'agreement.goals',
        'agreement.situation_picture',
        'agreement.focus_areas.causes',
        'agreement.organisation',
        'agreement.bodies.name',
        'agreement.bodies.members',
        'agreement.bodies.task',
        'agreement.resources',
        'agreement.promise',
        'agreement.communication',
        'agreement.documentation',
        'agreement.validity',
        'agreement.termination',
        'agreement.copies',
        'agreement.attachments',
    ),
    DocumentKind.PROMISE: (
        'promise.introduction',
        'promise.purpose',
        'promise.situation_picture',
        'promise.commitments.short_text',
        'promise.commitments.condition',
        'promise.commitments.targets',
        'promise.commitments.questions.question',
        'promise.commitments.questions.answer',
        'promise.follow_up',
        'promise.validity',
        'promise.copies',
    ),
    DocumentKind.PROMISE_SHORT: (),
    DocumentKind.FOLLOW_UP: (
        'follow_up.introduction',
        'follow_up.summary',
        'follow_up.outcomes.commitment_text',
        'follow_up.outcomes.result_rows.result',
        'follow_up.outcomes.events.text',
        'follow_up.outcomes.reason',
        'follow_up.outcomes.substitute',
        'follow_up.outcomes.next_step',
        'follow_up.conclusions',
    ),
}
"""What a template may leave out, but hardly on purpose."""
_MARKS = ('{{', '{%', '{#')
_P = f'{{{W}}}p'
_WORDS = tuple(f'{{{W}}}{name}' for name in ('t', 'delText', 'tab', 'br'))
_FIELDS = tuple(f'{{{W}}}{name}' for name in ('fldChar', 'instrText', 'fldSimple'))
_NOTE_NUMBERS = tuple(f'{{{W}}}{name}' for name in ('footnoteReference', 'endnoteReference'))
_ASIDE = tuple(f'{{{W}}}{name}' for name in ('txbxContent', 'footnote', 'endnote'))
_SPACE = re.compile(r'\s+')


def shown_texts(docx: Path) -> tuple[str, ...]:
    """Give the texts of a filled document's body and notes that an engine lays out as they stand, by paragraph.

    Paragraphs with fields are left out, links excepted: an engine writes page numbers and contents anew. A paragraph
    with the number of a note in it gives a text before the number and one after.
    """
    return tuple(text for texts in texts_in_order(docx) for text in texts)


def texts_in_order(docx: Path) -> tuple[tuple[str, ...], ...]:
    """Give what `shown_texts` gives, in groups: the texts of a group are read aloud one after the other.

    The first group is the body, its tables row by row. What stands beside it has groups of its own, for an engine may
    have it read elsewhere: each note, text box, frame and table that text flows around.
    """
    package = open_package(docx)
    groups: dict[etree._Element | None, list[str]] = {None: []}
    for part in (package.main, 'word/footnotes.xml', 'word/endnotes.xml'):
        tree = package.trees.get(part)
        if tree is not None:
            written_anew = set(_with_fields(tree))
            for paragraph in tree.iter(_P):
                if paragraph not in written_anew:
                    groups.setdefault(_beside(paragraph), []).extend(_paragraph_texts(paragraph))
    return tuple(tuple(texts) for texts in groups.values() if texts)


def _with_fields(tree: etree._Element) -> Iterator[etree._Element]:
    """Give the paragraphs that a field's result stands in, or its beginning or end; not for fields that are links."""
    open_fields: list[str] = []
    for node in tree.iter(_P, *_FIELDS):
        paragraph = node if node.tag == _P else next(node.iterancestors(_P), node)
        kind = node.get(f'{{{W}}}fldCharType')
        if kind == 'begin':
            open_fields.append('')
        elif node.tag == f'{{{W}}}instrText' and open_fields:
            open_fields[-1] += node.text or ''
        shown = [*open_fields, node.get(f'{{{W}}}instr', '')]
        if any(each.strip() and not each.lstrip().startswith('HYPERLINK') for each in shown):
            yield paragraph
        if kind == 'end' and open_fields:
            open_fields.pop()


def _beside(paragraph: etree._Element) -> etree._Element | None:
    """Give what a paragraph stands in, or is, beside the body's text; None for what stands in the body."""
    if paragraph.find(f'{{{W}}}pPr/{{{W}}}framePr') is not None:
        return paragraph
    for above in paragraph.iterancestors(*_ASIDE, f'{{{W}}}tbl'):
        if above.tag != f'{{{W}}}tbl' or above.find(f'{{{W}}}tblPr/{{{W}}}tblpPr') is not None:
            return above
    return None


def _paragraph_texts(paragraph: etree._Element) -> Iterator[str]:
    """Give a paragraph's text before, between and after the numbers of notes in it; of what stands beside it, none."""
    pieces = ['']
    for node in paragraph.iter(*_WORDS, *_NOTE_NUMBERS):
        if node.tag in _NOTE_NUMBERS:
            pieces.append('')
        elif next(node.iterancestors(_P)) is paragraph:
            pieces[-1] += (node.text or '') if node.tag in _WORDS[:2] else ' '
    return (piece.strip() for piece in pieces if piece.strip())


def findings_of_data_not_shown(kind: DocumentKind, template: Path, context: Context, docx: Path) -> list[Finding]:
    """Name the data that the template has no place for: errors for what a reader must find, else warnings.

    Args:
        kind: the document that it is a template for.
        template: the Word file that was filled.
        context: what it was filled with.
        docx: the filled Word file.
    """
    package = open_package(docx)
    body = package.trees[package.main]
    shown = _squeezed(' '.join(paragraph_text(paragraph) for paragraph in body.iter(f'{{{W}}}p')))
    findings = []
    for paths, severity in ((_REQUIRED, Severity.ERROR), (_EXPECTED, Severity.WARNING)):
        for path in paths[kind]:
            missing = next((text for text in _texts(context, path.split('.')) if _squeezed(text) not in shown), None)
            if missing is not None:
                findings.append(_finding(template, path, missing, severity))
    return findings


def required_texts(kind: DocumentKind, context: Context) -> list[str]:
    """Give the texts of the data that a reader must find in a document, as written by whoever wrote the data.

    Args:
        kind: of which document.
        context: what its template is filled with.
    """
    return [text for path in _REQUIRED[kind] if path not in _OUR_WORDS for text in _texts(context, path.split('.'))]


def literal_braces(context: Context, shown: Iterable[str]) -> int:
    """Count what in a filled document looks like template code because the data say so, not because it was left over.

    Args:
        context: what the document was filled with.
        shown: its texts, as `shown_texts` gives them.
    """
    whole = ' '.join(shown)
    suspicious = {text for text in _strings(context) if any(mark in text for mark in _MARKS)}
    return sum(whole.count(text) * sum(text.count(mark) for mark in _MARKS) for text in suspicious)


def _finding(template: Path, path: str, text: str, severity: Severity) -> Finding:
    begins = text if len(text) <= 60 else f'{text[:57]}…'
    return Finding(
        'template-leaves-out',
        f"Mallen visar inte {path}; texten ”{begins}” kommer inte med i dokumentet.",
        "Det som står i data men inte i dokumentet går förlorat för läsaren.",
        f"Lägg till platshållaren för {path} i mallen (se templates/README.md)"
        + ("." if severity is Severity.ERROR else ", eller låt den vara utelämnad om det är meningen."),
        Place(template),
        severity,
    )


def _texts(value: Any, path: list[str]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item, path)
    elif path:
        yield from _texts(value[path[0]], path[1:])
    elif isinstance(value, str) and value:
        yield value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))


def _squeezed(text: str) -> str:
    return _SPACE.sub('', text).casefold()

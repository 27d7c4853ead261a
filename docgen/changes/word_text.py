"""What the body of a Word file says with its tracked changes accepted, and what comments it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.word import W, open_package

if TYPE_CHECKING:
    from pathlib import Path

_GONE = (f'{{{W}}}del', f'{{{W}}}moveFrom')
_SIGNS = {f'{{{W}}}tab': ' ', f'{{{W}}}br': ' ', f'{{{W}}}noBreakHyphen': '-'}


@dataclass(frozen=True)
class Comment:
    """A comment, and the text of the paragraph that it stands at."""

    author: str
    text: str
    about: str


def body_texts(docx: Path) -> list[str]:
    """Give every paragraph of the body that holds text, tables included.

    Raises:
        FindingsError: it is no sound Word file.
    """
    package = open_package(docx)
    return [text for text in map(_text, package.trees[package.main].iter(f'{{{W}}}p')) if text]


def comments(docx: Path) -> list[Comment]:
    """Give each comment in the order of the text.

    Raises:
        FindingsError: it is no sound Word file.
    """
    package = open_package(docx)
    body: Any = package.trees[package.main]
    part = next((each.target for each in package.relationships(package.main).values() if each.kind == 'comments'), '')
    if part not in package.trees:
        return []
    tree: Any = package.trees[part]
    written = {each.get(f'{{{W}}}id'): each for each in tree.iter(f'{{{W}}}comment')}
    found = []
    for mark in body.iter(f'{{{W}}}commentRangeStart', f'{{{W}}}commentReference'):
        comment = written.pop(mark.get(f'{{{W}}}id'), None)
        if comment is None:
            continue
        paragraph = next(mark.iterancestors(f'{{{W}}}p'), None)
        about = _text(paragraph if paragraph is not None else mark.getnext())
        text = ' '.join(filter(None, map(_text, comment.iter(f'{{{W}}}p'))))
        found.append(Comment(str(comment.get(f'{{{W}}}author', '')), text, about))
    return found


def _text(element: Any) -> str:
    if element is None:
        return ''
    return ''.join(
        (each.text or '') if each.tag == f'{{{W}}}t' else _SIGNS[each.tag]
        for each in element.iter(f'{{{W}}}t', *_SIGNS)
        if not any(True for _ in each.iterancestors(*_GONE))
    ).strip()

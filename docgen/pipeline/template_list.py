"""Every placeholder that a document's template may use, with what it means and an example from the workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.context.placeholder_words import sections_of
from docgen.errors import DocgenError
from docgen.pipeline.template_check import kind_of, sample_contexts
from docgen.word import W, open_package, paragraph_text

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.model import DocumentKind
    from docgen.workspace import Workspace

_LONGEST = 60
_P = f'{{{W}}}p'
_TAG = re.compile(r'\{[{%](.*?)[%}]\}')
_NAME = re.compile(r'\w+(?:\.\w+)*')
_LOOP = re.compile(r'\bfor (\w+) in ([\w.]+)')
_ITEM = '[]'


@dataclass(frozen=True)
class Placeholder:
    """One name as a template writes it, what it means, and what it is in the workspace's own data.

    `path` is where it stands in what the template gets, with [] for each item of a list.
    """

    written: str
    name: str
    meaning: str
    example: str
    path: str


def placeholders(workspace: Workspace) -> dict[DocumentKind, list[Placeholder]]:
    """The placeholders of each kind of document that the workspace has data for, in the order of templates/README.md.

    An example is from the workspace's own data, or where they have none the one of the list.
    """
    return {kind: _listed(kind, context) for kind, context in sample_contexts(workspace).items()}


def _listed(kind: DocumentKind, context: dict[str, Any]) -> list[Placeholder]:
    found: list[Placeholder] = []
    items: dict[str, str] = {}
    for written, meaning, usual in (row for section in sections_of(kind) for row in section.rows):
        loop = _LOOP.search(written)
        name = loop[2] if loop else ''.join(_NAME.findall(written)[:1])
        path = _resolved(name.replace('["', '.').replace('"]', ''), items)
        if loop:
            path += _ITEM
            items[loop[1]] = path
        own = next(_values(context, path.split('.')), '')
        shown = own if isinstance(own, (str, int)) and not isinstance(own, bool) and own != '' else usual
        example = ' '.join(str(shown).split())[:_LONGEST]
        found.append(Placeholder(written, name, meaning.replace('*', ''), example.strip('`'), path))
    return found


def unused_placeholders(template: Path, workspace: Workspace) -> list[str]:
    """The placeholders that the document offers and its template never mentions, in the order of templates/README.md.

    Args:
        template: the Word file.
        workspace: says which there are; a file that it makes no document from has none.
    """
    kind = kind_of(template, workspace)
    offered = placeholders(workspace).get(kind, []) if kind is not None else []
    try:
        package = open_package(template)
    except DocgenError:
        return []
    text = ' '.join(paragraph_text(each) for _, tree in package.stories() for each in tree.iter(_P))
    items: dict[str, str] = {}
    said: set[str] = set()
    # In a loop the template names the item as it likes.
    for tag in _TAG.findall(text):
        loop = _LOOP.search(tag)
        said |= {_resolved(name, items) for name in _NAME.findall(tag)}
        if loop:
            items[loop[1]] = _resolved(loop[2], items) + _ITEM
    return [each.name for each in offered if each.path.removesuffix(_ITEM) not in said]


def _resolved(name: str, items: dict[str, str]) -> str:
    """A name with what its first word stands for in the loops around it."""
    first, dot, rest = name.partition('.')
    return items.get(first, first) + dot + rest


def _values(value: Any, path: list[str]) -> Any:
    """What stands at a path in the first items of its lists; nothing where a list is empty or the path ends early."""
    if not path:
        yield value
        return
    key, rest = path[0].removesuffix(_ITEM), path[1:]
    inner = value.get(key) if isinstance(value, dict) else None
    for item in (inner or []) if path[0].endswith(_ITEM) and isinstance(inner, list) else [inner]:
        if item is not None:
            yield from _values(item, rest)

"""Every placeholder that a document's template may use, with what it means and an example from the workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError
from docgen.model import Agreement, Commitment, FollowUp, Party, Promise
from docgen.pipeline.template_check import kind_of, sample_contexts
from docgen.word import W, open_package, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.model import DocumentKind
    from docgen.workspace import Workspace

_ROW = re.compile(r'^\| `\{\{ ([\w.]+) \}\}` \| (.+?) \| .* \|$', re.MULTILINE)
_LONGEST = 60
_P = f'{{{W}}}p'
_TAG = re.compile(r'\{[{%](.*?)[%}]\}')
_NAME = re.compile(r'\w+(?:\.\w+)*')
_LOOP = re.compile(r'\bfor (\w+) in ([\w.]+)')
_MODELS: dict[str, Any] = {
    'agreement': Agreement, 'promise': Promise, 'follow_up': FollowUp, 'party': Party, 'commitment': Commitment,
}  # fmt: skip


@dataclass(frozen=True)
class Placeholder:
    """One name as a template writes it, what it means, and what it is in the workspace's own data."""

    name: str
    meaning: str
    example: str


def placeholders(workspace: Workspace) -> dict[DocumentKind, list[Placeholder]]:
    """The placeholders of each kind of document that the workspace has data for, in alphabetical order.

    The meanings are those of templates/README.md, else of the data's own explanations.
    """
    meanings = _explained(workspace.templates / 'README.md')
    found: dict[DocumentKind, list[Placeholder]] = {}
    for kind, context in sample_contexts(workspace).items():
        names: dict[str, str] = {}
        for name, example in _names(context, ''):
            names.setdefault(name, example)
        found[kind] = [Placeholder(name, meanings.get(name) or _by_model(name), names[name]) for name in sorted(names)]
    return found


def unused_placeholders(template: Path, workspace: Workspace) -> list[str]:
    """The names that the document offers and its template never mentions, in alphabetical order.

    Args:
        template: the Word file.
        workspace: says which names there are; a file that it makes no document from has none.
    """
    kind = kind_of(template, workspace)
    offered = placeholders(workspace).get(kind, []) if kind is not None else []
    try:
        package = open_package(template)
    except DocgenError:
        return []
    text = ' '.join(paragraph_text(each) for _, tree in package.stories() for each in tree.iter(_P))
    # In a loop the template names the item as it likes; the list of placeholders names it after its list.
    items = {found[1]: item_name(found[2]) for found in _LOOP.finditer(text)}
    said: set[str] = set()
    for name in (found for tag in _TAG.findall(text) for found in _NAME.findall(tag)):
        first, dot, rest = name.partition('.')
        said |= {items.get(first, first) + dot + rest, item_name(name)}
    return [each.name for each in offered if each.name not in said]


def _names(value: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """Names and examples; an item of a list is called by the list's name in the singular, as in the templates."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _names(inner, f'{prefix}.{key}' if prefix else str(key))
    elif isinstance(value, list):
        item = item_name(prefix)
        if value and isinstance(value[0], dict):
            yield from _names(value[0], item)
        else:
            yield item, str(value[0])[:_LONGEST] if value else ''
    else:
        yield prefix, ' '.join(str(value).split())[:_LONGEST]


def item_name(listed: str) -> str:
    """What an item of a list is called: the list's own name in the singular."""
    name = listed.rpartition('.')[2]
    for ending, instead in (('ies', 'y'), ('sses', 'ss'), ('s', '')):
        if name.endswith(ending):
            return name.removesuffix(ending) + instead
    return name


def _explained(readme: Path) -> dict[str, str]:
    text = readme.read_text('utf-8') if readme.is_file() else ''
    return {found[1]: found[2].replace('*', '') for found in _ROW.finditer(text)}


def _by_model(name: str) -> str:
    owner, _, key = name.rpartition('.')
    field = getattr(_MODELS.get(owner), 'model_fields', {}).get(key)
    return (field.description or '') if field is not None else ''

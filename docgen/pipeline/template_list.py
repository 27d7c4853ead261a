"""Every placeholder that a document's template may use, with what it means and an example from the workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docgen.model import Agreement, Commitment, FollowUp, Party, Promise
from docgen.pipeline.template_check import sample_contexts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.model import DocumentKind
    from docgen.workspace import Workspace

_ROW = re.compile(r'^\| `\{\{ ([\w.]+) \}\}` \| (.+?) \| .* \|$', re.MULTILINE)
_LONGEST = 60
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

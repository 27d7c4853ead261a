"""How an entry will read in the document, told while it is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.app.forms.fields import ITEM
from docgen.context.target_text import sub_condition_text, target_text
from docgen.model import SubCondition, Target
from docgen.workspace.yaml_source import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.model import Record


def sentence(model: type[Record], data: Mapping[str, Any]) -> str:
    """Give the sentence of a target or a part of one; empty as long as it lacks something, and for all else."""
    try:
        if model is Target:
            return _capital(target_text(Target.model_validate_json(as_json(_without_tokens(data)))))
        if model is SubCondition:
            return sub_condition_text(SubCondition.model_validate_json(as_json(_without_tokens(data))))
    except ValueError:
        return ''
    return ''


def sentences(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the sentence of each target of a commitment, by its name in HTML."""
    for each in data.get('targets') or ():
        yield f'targets.{each[ITEM]}', sentence(Target, each)


def target_sentences(commitment: Mapping[str, Any]) -> list[str]:
    """Give how a commitment's targets read."""
    targets = commitment.get('targets')
    dicts = [each for each in targets if isinstance(each, dict)] if isinstance(targets, list) else []
    return [text for text in (sentence(Target, each) for each in dicts) if text]


def _without_tokens(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_tokens(each) for key, each in data.items() if key != ITEM}
    return [_without_tokens(each) for each in data] if isinstance(data, list) else data


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

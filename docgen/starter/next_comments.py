"""Comments in the file of a new period: what each commitment promised last time, and what came of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.context.target_text import target_text
from docgen.context.words_for_choices import PRECISIONS, STATUSES
from docgen.swedish import NO_BREAK_SPACE, join_list, number
from docgen.workspace.yaml_source import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.model import Commitment, Outcome, Promise

_LAST = "Förra löftet"
_OLD_COMMENT = re.compile(rf'^ *# {_LAST} \(.*\n', re.MULTILINE)


def with_last_year(text: str, promise: Promise, kept: Sequence[Commitment], outcomes: Sequence[Outcome]) -> str:
    """Give a promise's YAML with a line above each commitment that tells of the time before.

    Args:
        text: the new promise's YAML; such lines of an earlier time are removed.
        promise: the one before.
        kept: its commitments that the text has, in order.
        outcomes: what came of it, as far as that is known.
    """
    lines: dict[tuple[str | int, ...], str] = {}
    for index, commitment in enumerate(kept):
        own = [each for each in outcomes if each.commitment == commitment.id]
        reached = join_list([_reached(each) for each in own]) or "ännu inte uppföljt"
        lines['commitments', index] = f"{_LAST} ({promise.id}): {_promised(commitment)}. Utfall: {reached}."
    return with_comments(_OLD_COMMENT.sub('', text), lines)


def with_comments(text: str, comments: Mapping[tuple[str | int, ...], str]) -> str:
    """Put a comment on a line of its own above each of some items or keys.

    Args:
        text: the YAML.
        comments: by path in the data.
    """
    source = parse_yaml(Path('data.yaml'), text)
    written = text.split('\n')
    for path, comment in sorted(comments.items(), key=lambda each: source.lines[each[0]], reverse=True):
        at = source.lines[path] - 1
        indent = len(written[at]) - len(written[at].lstrip())
        flat = ' '.join(comment.replace(NO_BREAK_SPACE, ' ').split())
        written.insert(at, f'{" " * indent}# {flat}')
    return '\n'.join(written)


def _promised(commitment: Commitment) -> str:
    return join_list([target_text(target, commitment.condition) for target in commitment.targets]) or commitment.title


def _reached(outcome: Outcome) -> str:
    whose = f"{outcome.party} " if outcome.party else ''
    counts = [
        ' '.join(filter(None, (PRECISIONS[each.precision], number(each.number), each.place)))
        for each in outcome.counts
        if each.number is not None
    ]
    return f"{whose}{', '.join([*counts, STATUSES[outcome.status]['word'].lower()])}"

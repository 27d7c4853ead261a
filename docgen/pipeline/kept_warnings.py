"""What a build warned of, kept so that one with nothing to do tells it too: what is unchanged is no better.

It lies in the folder that builds keep for themselves. A workspace without warnings has no such file.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from docgen.errors import Finding, Place, Severity
from docgen.records.period_exchange import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.pipeline.request import BuildRequest

_NAME = 'warnings.json'


def keep_warnings(request: BuildRequest, inputs: str, warnings: Sequence[Finding]) -> None:
    """Keep the warnings of a build; whether they can be written matters to no document.

    Args:
        request: what was built.
        inputs: the hash of all that it was built from.
        warnings: what it warned of.
    """
    file = request.target / PRIVATE / _NAME
    kept = _read(file)
    if kept is None and not warnings:
        return
    same = kept['builds'] if kept and kept['inputs'] == inputs else {}
    builds = {**same, _asked(request): [_plain(each, request.root) for each in warnings]}
    unfinished = file.with_suffix('.tmp')
    with contextlib.suppress(OSError):
        unfinished.write_text(json.dumps({'inputs': inputs, 'builds': builds}, ensure_ascii=False), 'utf-8')
        unfinished.replace(file)


def kept_warnings(request: BuildRequest, inputs: str) -> list[Finding] | None:
    """Give the warnings of the same build of the same inputs; None where they have to be found anew."""
    kept = _read(request.target / PRIVATE / _NAME)
    if kept is None:
        return []
    if kept['inputs'] != inputs or _asked(request) not in kept['builds']:
        return None
    try:
        return [_finding(each, request.root) for each in kept['builds'][_asked(request)]]
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _asked(request: BuildRequest) -> str:
    return ' '.join(sorted(set(request.periods)))


def _read(file: Path) -> dict[str, Any] | None:
    """Give what is kept; None without a file, and nothing of one that docgen has not written."""
    try:
        kept = json.loads(file.read_text('utf-8'))
    except OSError:
        return None
    except ValueError:
        kept = None
    sound = isinstance(kept, dict) and isinstance(kept.get('inputs'), str) and isinstance(kept.get('builds'), dict)
    return kept if sound else {'inputs': '', 'builds': {}}


def _plain(finding: Finding, root: Path) -> dict[str, Any]:
    """A finding as it is kept: its file by the path from the workspace, which may be moved."""
    file, place = finding.place.file, finding.place
    if file is not None and file.is_relative_to(root):
        file = file.relative_to(root)
    return {
        'id': finding.id,
        'what': finding.what,
        'why': finding.why,
        'do': finding.do,
        'severity': finding.severity.value,
        'place': [file.as_posix() if file else None, place.line, place.key, place.paragraph],
    }


def _finding(plain: dict[str, Any], root: Path) -> Finding:
    file, line, key, paragraph = plain['place']
    place = Place(root / file if file else None, line, key, paragraph)
    return Finding(
        plain['id'], plain['what'], plain['why'], plain['do'], place=place, severity=Severity(plain['severity'])
    )

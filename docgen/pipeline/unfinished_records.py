"""What is not finished and not needed is left out of a build, and told: an unfinished promise holds up no agreement.

A follow-up that is only begun, where texts and statuses are missing but nothing is wrong, is needed by no draft, and by
no finished document but the next promise, whose appendix it becomes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError, Place, Severity
from docgen.workspace.yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from docgen.workspace import Loaded, Workspace

LEFT_OUT = 'unfinished-left-out'
_NOT_YET = 'data-missing'
_FOLDERS = ('agreements', 'promises', 'follow-ups')


def without_unfinished(
    loaded: Loaded, findings: Sequence[Finding], periods: Sequence[str], *, draft: bool
) -> tuple[Workspace, list[Finding]] | None:
    """Give the workspace without the files whose errors do not matter for what is asked for, and what is then to tell.

    Args:
        loaded: what could be read.
        findings: all that is wrong with it.
        periods: what is asked for; everything without.
        draft: whether a draft is asked for.

    Returns:
        None if an error matters.
    """
    workspace = loaded.workspace
    errors = [each for each in findings if each.severity is Severity.ERROR]
    if workspace is None:
        return None
    needed = set(_needed(workspace, workspace.root, periods, draft=draft)) if periods else None
    set_aside: dict[Path, int] = {}
    for error in errors:
        file = error.place.file
        if file is None or file.parent.name not in _FOLDERS:
            return None
        set_aside[file] = set_aside.get(file, 0) + 1
    for file in set_aside:
        about = _about(file)
        begun = file.parent.name == 'follow-ups' and all(
            each.id == _NOT_YET for each in errors if each.place.file == file
        )
        free = begun and (draft or (needed is not None and ('follow_up', about) not in needed))
        if not free and (needed is None or about is None or any(name == about for _, name in needed)):
            return None
    kept = [each for each in findings if each.place.file not in set_aside]
    return workspace.without(set_aside), [*kept, *(_told(file, count) for file, count in set_aside.items())]


def needed_by(workspace: Workspace | None, root: Path, periods: Sequence[str]) -> Callable[[Finding], bool]:
    """Give what tells whether a finding lies in something that the periods need: what all share, or what is theirs.

    Args:
        workspace: what could be read; None without settings.
        root: its folder.
        periods: what is asked for.
    """
    names = {name for _, name in _needed(workspace, root, periods, draft=False)}
    known: dict[Path, bool] = {}

    def needs(finding: Finding) -> bool:
        file = finding.place.file
        if file is None or file.parent.name not in _FOLDERS:
            return True
        if file not in known:
            about = _about(file)
            known[file] = about is None or about in names
        return known[file]

    return needs


def _needed(
    workspace: Workspace | None, root: Path, periods: Iterable[str], *, draft: bool
) -> Iterator[tuple[str, str]]:
    """Give what documents of some periods are made from and link to: kind, and id of the agreement or promise."""
    waiting, seen = list(periods), set()
    while waiting:
        period = waiting.pop()
        if period in seen:
            continue
        seen.add(period)
        yield 'period', period
        promise = workspace.promises.get(period) if workspace else None
        agreement, previous = (
            (promise.agreement, promise.previous) if promise else _written(root / 'data/promises' / f'{period}.yaml')
        )
        if agreement:
            yield 'period', agreement
        if previous:
            waiting.append(previous)
            if not draft:
                yield 'follow_up', previous


def _written(file: Path) -> tuple[str | None, str | None]:
    """Give the agreement and the promise before that a promise with faults names."""
    try:
        data = read_yaml(file).data if file.is_file() else None
    except FindingsError:
        data = None
    if not isinstance(data, dict):
        return None, None
    agreement, previous = (data.get(key) for key in ('agreement', 'previous'))
    return (str(agreement) if agreement else None), (str(previous) if previous else None)


def _about(file: Path) -> str | None:
    """Give the id of the agreement or promise that a file is, or follows up; None where nobody can tell."""
    try:
        data = read_yaml(file).data
    except FindingsError:
        return None
    key = 'promise' if file.parent.name == 'follow-ups' else 'id'
    value = data.get(key) if isinstance(data, dict) else None
    return None if value is None else str(value)


def _told(file: Path, count: int) -> Finding:
    return Finding(
        LEFT_OUT,
        f"{file.name} är inte färdig och kommer inte med: {count} fel är kvar.",
        "Det som görs nu behöver den inte.",
        "docgen check räknar upp vad som återstår.",
        Place(file),
        Severity.WARNING,
    )

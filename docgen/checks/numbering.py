"""What must be unique or in sequence: commitment ids, numbers 1 to n, focus area ids, file names. All findings are
errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.checks.finding_words import listed
from docgen.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import Agreement, Promise
    from docgen.workspace import Workspace


def findings(workspace: Workspace) -> Iterator[Finding]:
    """What is taken twice or out of sequence."""
    for agreement in workspace.agreements.values():
        yield from _areas(workspace, agreement)
    for promise in workspace.promises.values():
        yield from _ids(workspace, promise)
        yield from _numbers(workspace, promise)
    yield from _files(workspace)


def _areas(workspace: Workspace, agreement: Agreement) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, area in enumerate(agreement.focus_areas):
        if area.id in seen:
            yield Finding(
                id='focus-area-id-twice',
                what=f"Två områden i ”{agreement.title}” har id ”{area.id}”.",
                why="Löftena hänvisar till området med id.",
                do="Ge det ena ett eget id.",
                place=workspace.place('agreement', agreement.id, 'focus_areas', index, 'id'),
            )
        seen.add(area.id)


def _ids(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, commitment in enumerate(promise.commitments):
        if commitment.id in first:
            line = workspace.place('promise', promise.id, 'commitments', first[commitment.id], 'id').line
            yield Finding(
                id='commitment-id-twice',
                what=f"Två löften har id ”{commitment.id}”; det första står på rad {line}.",
                why="Uppföljningen hänvisar till löftet med id.",
                do="Ge det ena ett eget id.",
                place=workspace.place('promise', promise.id, 'commitments', index, 'id'),
            )
        first.setdefault(commitment.id, index)


def _numbers(workspace: Workspace, promise: Promise) -> Iterator[Finding]:
    for index, commitment in enumerate(promise.commitments):
        if commitment.number != index + 1:
            yield Finding(
                id='commitment-number',
                what=f"Löftet ”{commitment.id}” står på plats {index + 1} i listan men har nummer {commitment.number}.",
                why="Löftena numreras 1, 2, 3 … i den ordning de står.",
                do=f"Skriv number: {index + 1}, eller flytta löftet, och gå igenom numren efter det.",
                place=workspace.place('promise', promise.id, 'commitments', index, 'number'),
            )
            return


def _files(workspace: Workspace) -> Iterator[Finding]:
    # On the web the files of all periods lie in one folder.
    for promise_id in workspace.promises:
        if promise_id.endswith('-kort') and promise_id.removesuffix('-kort') in workspace.promises:
            other = promise_id.removesuffix('-kort')
            yield Finding(
                id='file-name-taken',
                what=f"Medborgarlöftena {listed([other, promise_id])} skulle ge två filer med samma namn.",
                why=f"Kortversionen av ”{other}” heter redan så.",
                do=f"Byt id på ”{promise_id}”.",
                place=workspace.place('promise', promise_id, 'id'),
            )

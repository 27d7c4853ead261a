"""The shipped templates, each with the contexts that the repository's workspaces give it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.context import agreement_context, follow_up_context, promise_context
from docgen.model import DocumentKind
from docgen.workspace import load

if TYPE_CHECKING:
    from docgen.context import Context

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / 'templates'
NAMES = (
    'samverkansoverenskommelse.docx',
    'medborgarlofte.docx',
    'medborgarlofte-kort.docx',
    'uppfoljning.docx',
)
SIGNED = NAMES[:2]
WORKSPACES = (ROOT, ROOT / 'tests/workspaces/everything', ROOT / 'tests/workspaces/minimal')


@lru_cache
def contexts(template: str) -> tuple[Context, ...]:
    """Give every context that the workspaces hold for a template."""
    return tuple(context for root in WORKSPACES for context in _of(root, template))


def _of(root: Path, template: str) -> list[Context]:
    workspace = load(root)
    if template == 'samverkansoverenskommelse.docx':
        return [agreement_context(workspace, each) for each in workspace.agreements.values()]
    if template == 'uppfoljning.docx':
        own = [follow_up_context(workspace, each) for each in workspace.follow_ups.values()]
        return own + [
            follow_up_context(workspace, each, appendix="Bilaga 1", page_prefix='B1-')
            for each in workspace.follow_ups.values()
        ]
    kind = DocumentKind.PROMISE if template == 'medborgarlofte.docx' else DocumentKind.PROMISE_SHORT
    return [
        promise_context(
            workspace,
            each,
            kind=kind,
            full_file='medborgarlofte.pdf',
            appendices=[("Bilaga 1", one.id) for one in workspace.final_follow_ups(each.previous)],
        )
        for each in workspace.promises.values()
    ]

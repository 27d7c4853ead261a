"""The four documents that both ways make: agreement, full promise with its appendix, short promise, follow-up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docgen.model import DocumentKind
from docgen.pipeline.prepared_document import PreparedDocument, prepare
from docgen.plan import plan
from docgen.workspace import load

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace

CONTENT = 'content.json'
"""What the plain way starts from: templates and the values to fill in, ready made."""


def four_documents(workspace: Workspace) -> list[PreparedDocument]:
    """Give the agreement, the newest promise in full and short, and the follow-up that is its appendix."""
    newest = max(workspace.promises)
    wanted = {
        (DocumentKind.AGREEMENT, workspace.promises[newest].agreement),
        (DocumentKind.PROMISE, newest),
        (DocumentKind.PROMISE_SHORT, newest),
        (DocumentKind.FOLLOW_UP, workspace.promises[newest].previous),
    }
    jobs = [job for job in plan(workspace).documents if (job.kind, job.record) in wanted]
    return [prepare(workspace, job, engine='typst', draft=False) for job in jobs]


def write_content(root: Path) -> None:
    """Spare the plain way the reading, checking and wording of the data: write what its templates are filled with."""
    documents = [
        {
            'file': each.job.file,
            'template': str(each.job.parts[0].template),
            'context': each.contexts[0],
            'signers': each.signers,
            'appendix': each.job.parts[1].record if len(each.job.parts) > 1 else None,
            'record': each.job.record if each.job.kind is DocumentKind.FOLLOW_UP else None,
        }
        for each in four_documents(load(root))
    ]
    (root / CONTENT).write_text(json.dumps(documents, ensure_ascii=False), encoding='utf-8')

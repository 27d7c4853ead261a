"""Every template of a plan held against the names its documents offer, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgen.errors import Finding
    from docgen.pipeline.document_steps import Prepared


def check_templates(prepared: Iterable[Prepared]) -> list[Finding]:
    """Give every finding of every template, in the order of the documents."""
    from docgen.render import check_template

    seen = set()
    findings: list[Finding] = []
    for each in prepared:
        for part, context in zip(each.job.parts, each.contexts, strict=True):
            if (part.template, part.kind) not in seen:
                seen.add((part.template, part.kind))
                findings += check_template(part.template, context)
    return _once(findings)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))

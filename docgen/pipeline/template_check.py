"""A Word template looked at before there is data: all that a build would refuse, at the template's own paragraphs."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError, Finding, Place, Severity
from docgen.file_names import is_aside
from docgen.model import DocumentKind
from docgen.plan import plan
from docgen.render import DocumentProperties, check_template, fill
from docgen.temporary import temporary_folder
from docgen.word import W, open_package, opened_document, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgen.context import Context
    from docgen.fonts import FontCatalogue
    from docgen.workspace import Workspace

_FILLED_IN = frozenset({'word-title-of-file', 'word-title-taken', 'word-tracked-change', 'word-comment'})
"""What the filling mends, or what the template's own check tells in other words."""
_BY_VOCABULARY = frozenset({'template-unknown-placeholder', 'template-not-a-list', 'template-not-text'})
_ROOT = re.compile(r'(?:\{\{|\bin|\bif)\s*(\w+)\.')
_P = f'{{{W}}}p'
_ANY_DAY = datetime.date(2000, 1, 1)
_PICTURES = ('word-image-', 'word-floating-image', 'word-drawing', 'word-chart')
_AUTHOR = "docgen"


def sample_contexts(workspace: Workspace) -> dict[DocumentKind, Context]:
    """What each kind of document offers its template, by the workspace's own data; gaps in them do not matter."""
    from docgen.pipeline.prepared_document import prepare

    found: dict[DocumentKind, Context] = {}
    for job in plan(workspace, linked=False).documents:
        if all(part.kind in found for part in job.parts):
            continue
        prepared = prepare(workspace, job, engine=workspace.settings.engine, draft=True)
        for part, context in zip(job.parts, prepared.contexts, strict=True):
            found.setdefault(part.kind, context)
    return found


def kind_of(template: Path, workspace: Workspace) -> DocumentKind | None:
    """The document that the workspace makes from this template; None for another file."""
    names = workspace.settings.templates
    return next((kind for kind in DocumentKind if getattr(names, kind.value) == template.name), None)


def template_findings(template: Path, workspace: Workspace) -> list[Finding]:
    """Everything in a template that a build would refuse, and what a person should look at.

    Args:
        template: the Word file.
        workspace: says which names there are, which fonts, and what the template is for.
    """
    if not template.is_file():
        return [missing_template(template, workspace)]
    contexts = sample_contexts(workspace)
    kind = kind_of(template, workspace)
    context = contexts.get(kind) if kind is not None else fitting(template, contexts.values())
    findings = check_template(template, context or {})
    if context is None:
        findings = [each for each in findings if each.id not in _BY_VOCABULARY]
    findings += [*construct_findings(template, workspace.fonts), *_names(template)]
    if kind is not None and context is not None and not any(each.severity is Severity.ERROR for each in findings):
        findings += _not_shown(template, kind, context)
    return list(dict.fromkeys(findings))


def missing_template(template: Path, workspace: Workspace) -> Finding:
    """Say that a template that was named is not there, and which the workspace has, wherever the name pointed."""
    there = sorted(file.name for file in workspace.templates.glob('*.docx') if not is_aside(file.name))
    return Finding(
        'template-missing',
        f"Mallen {template.name} finns inte där.",
        "Sökvägen räknas från mappen som du står i.",
        f"Rätta den. Mallar i {workspace.templates}: {', '.join(there) or 'inga'}.",
        Place(template),
    )


def _not_shown(template: Path, kind: DocumentKind, context: Context) -> list[Finding]:
    """The workspace's own data that the template, filled with them, has no place for."""
    from docgen.pipeline.expected_texts import findings_of_data_not_shown

    document: Any = context['document']
    title = str(document['title'])
    with temporary_folder() as folder:
        filled = Path(folder) / template.name
        try:
            fill(template, context, filled, DocumentProperties(title, _AUTHOR, title, _ANY_DAY))
        except DocgenError as error:
            return list(error.findings)
        return findings_of_data_not_shown(kind, template, context, filled)


def fitting(template: Path, contexts: Iterable[Context]) -> Context | None:
    """What a file that the workspace does not name was written for: the document that knows most of its names."""
    try:
        text = ''.join(paragraph_text(each) for _, tree in open_package(template).stories() for each in tree.iter(_P))
    except DocgenError:
        return None
    roots = set(_ROOT.findall(text))
    return max(contexts, key=lambda context: len(roots & set(context)), default=None)


def construct_findings(template: Path, catalogue: FontCatalogue) -> list[Finding]:
    """What the embedded engine would refuse: constructs, fonts, alternative texts, header rows, heading levels.

    Args:
        template: the Word file, which is read as it is, placeholders and all.
        catalogue: the fonts of the workspace.
    """
    from docgen.engines.typst.emit.pages import emission_faults
    from docgen.engines.typst.read.document import read_with_faults
    from docgen.pipeline.template_loops import loop_findings

    found: Sequence[Finding]
    try:
        document, read = read_with_faults(open_package(template))
        emitted = emission_faults(document, template, catalogue)
        found = (*read, *emitted, *document.warnings, *loop_findings(document, template))
    except DocgenError as error:
        found = error.findings
    # Filled with data it would still be empty, and nothing empty is built.
    empty = Severity.ERROR
    return [
        replace(each, severity=empty) if each.id == 'word-document-empty' else each
        for each in found
        if each.id not in _FILLED_IN
    ]


def _names(template: Path) -> Iterable[Finding]:
    """Persons whose names the file carries along."""
    try:
        properties = opened_document(template).core_properties
    except DocgenError:
        return
    names = dict.fromkeys(
        name for name in (properties.author, properties.last_modified_by) if name and ' ' in name and '{' not in name
    )
    for name in names:
        yield Finding(
            'template-names-a-person',
            f"Mallens egenskaper nämner ”{name}”.",
            "Namnet följer inte med i dokumenten, men var och en som får mallen kan läsa det.",
            "Välj Arkiv > Info > Sök efter problem > Granska dokument i Word och ta bort personuppgifterna.",
            Place(template),
            Severity.WARNING,
        )


def write_comments(template: Path, findings: Iterable[Finding], target: Path) -> int:
    """Write a copy of the template with each finding as a Word comment at its paragraph; gives how many.

    Word takes comments in the body only: what stands in a header or footer, or in no paragraph, is told at the top.

    Args:
        template: the Word file.
        findings: what was found in it.
        target: where to write the copy.

    Raises:
        FindingsError: the file is no Word file.
    """
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    document = opened_document(template)
    paragraphs = [Paragraph(each, document._body) for each in document.element.body.iter(qn('w:p'))]
    if not paragraphs:
        paragraphs = [document.add_paragraph()]
    pictured = [each for each in paragraphs if not each.text.strip() and each._p.find(f'.//{{{W}}}drawing') is not None]
    told: list[Any] = []
    count = 0
    for finding in findings:
        text = _squeezed(finding.place.paragraph or '')
        found = next((each for each in paragraphs if text and text in (_squeezed(each.text), _seen(each))), None)
        if not text and finding.id.startswith(_PICTURES):
            # A picture alone in its paragraph has no text to be found by.
            found = next((each for each in pictured if each not in told), None)
            told.append(found)
        if found is None:
            found = next((each for each in paragraphs if text and text in _squeezed(each.text)), None)
        place = found if found is not None else paragraphs[0]
        said = f"{finding.what} {finding.why} Gör så här: {finding.do} [{finding.id}]"
        if found is None and finding.place.paragraph:
            said = f"I ”{finding.place.paragraph}”: {said}"
        document.add_comment(place.runs or [place.add_run()], said, author=_AUTHOR, initials='d')
        count += 1
    document.save(str(target))
    return count


def _seen(paragraph: Any) -> str:
    """A paragraph's text as the engines read it: inserted and deleted text too, which python-docx passes over."""
    return _squeezed(paragraph_text(paragraph._p))


def _squeezed(text: str) -> str:
    return ' '.join(text.split())

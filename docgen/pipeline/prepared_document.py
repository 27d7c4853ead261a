"""What one document is made from: the contexts of its parts, its pictures, signatories and fonts, and their hash."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from docgen import fonts
from docgen.context import Context, agreement_context, follow_up_context, promise_context, with_unbroken_ranges
from docgen.engines.protocol import FORMULA_FONT
from docgen.errors import DocgenError
from docgen.model import DocumentKind
from docgen.pipeline.signature_places import signers_of
from docgen.records.fingerprints import code_fingerprint, input_hash, text_hash
from docgen.word import font_names, open_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.context.vector_picture import VectorPicture
    from docgen.plan import DocumentJob, PartJob
    from docgen.records.record import DocumentRecord
    from docgen.workspace import Workspace

_FORMULA = '{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath'
_FAMILY = "Source Sans Pro"
SENDER_LOGO = 'logotyp-avsandare.png'
"""What the picture in the header of a follow-up's template is called."""


def drawn_pictures(part: PartJob, context: Context) -> dict[str, VectorPicture]:
    """Give the drawings by the name of the placeholder that they take the place of."""
    from docgen.context.status_chart import PICTURE, status_chart

    if part.kind is not DocumentKind.FOLLOW_UP:
        return {}
    follow_up: Any = context['follow_up']
    bold, regular = fonts.ttf(_FAMILY, bold=True), fonts.ttf(_FAMILY)
    return {
        PICTURE: status_chart([row for row in follow_up['statistics'] if row['counted']], bold=bold, regular=regular)
    }


def sender_logo(workspace: Workspace, part: PartJob) -> dict[str, bytes | None]:
    """Give the logotype of a follow-up's sender as PNG; none if it is the municipality's, which the template has."""
    if part.kind is not DocumentKind.FOLLOW_UP:
        return {}
    sender = workspace.parties[workspace.follow_ups[part.record].sender]
    if sender.id == workspace.settings.municipality:
        return {}
    if sender.logo is None:
        return {SENDER_LOGO: None}
    from docgen.pdf.write.logo import load_logo

    png = io.BytesIO()
    load_logo(workspace.templates / sender.logo).save(png, 'PNG')
    return {SENDER_LOGO: png.getvalue()}


@dataclass(frozen=True)
class PreparedDocument:
    """A document with the contexts of its parts and the hash of all that it is made from."""

    job: DocumentJob
    contexts: tuple[Context, ...]
    signers: tuple[dict[str, Any], ...]
    inputs: str
    fonts: frozenset[str] = frozenset()
    """The first words of the PostScript names of the fonts that its templates ask for."""


def is_told_by(prepared: PreparedDocument, record: DocumentRecord) -> bool:
    """Whether a record says of a document what its data say: that it has the same inputs, anyone can write into it."""
    signers = [
        {**{key: each[key] for key in ('role', 'party', 'name', 'title', 'place')}, 'date': each['day']}
        for each in prepared.signers
    ]
    recorded = [
        {key: value for key, value in each.items() if key not in ('page', 'rectangle')} for each in record.signatures
    ]
    job = prepared.job
    return (
        (record.kind, record.title, {*record.words}) == (job.kind.value, job.title, {part.word for part in job.parts})
        and record.inputs == prepared.inputs
        and recorded == signers
    )


def prepare(workspace: Workspace, job: DocumentJob, *, engine: str, draft: bool) -> PreparedDocument:
    """Gather all that a document is made from.

    Args:
        workspace: its data.
        job: the document.
        engine: that it will be laid out by.
        draft: let texts and dates be missing.

    Raises:
        FindingsError: a template or a logotype cannot be read.
    """
    prepared = prepare_texts(workspace, job, draft=draft)
    font_files = tuple(_font_files(workspace, (part.template for part in job.parts if part.template.is_file())))
    inputs = _inputs(workspace, prepared, font_files, engine=engine, draft=draft)
    names = {each.postscript.partition('-')[0] for each in font_files}
    if any(_has_formulas(part.template) for part in job.parts if part.template.is_file()):
        names.add(FORMULA_FONT.partition('-')[0])
    return replace(prepared, inputs=inputs, fonts=frozenset(names))


def prepare_texts(workspace: Workspace, job: DocumentJob, *, draft: bool) -> PreparedDocument:
    """Gather what the Word files of a document are filled with, without the hash of all that it is made from.

    Args:
        workspace: its data.
        job: the document.
        draft: let texts and dates be missing.

    Returns:
        The document; `inputs` is '' and `fonts` empty.
    """
    contexts = tuple(with_unbroken_ranges(_context(workspace, job, part, draft=draft)) for part in job.parts)
    return PreparedDocument(job, contexts, tuple(signers_of(workspace, job)), '')


def _inputs(
    workspace: Workspace,
    prepared: PreparedDocument,
    font_files: Iterable[fonts.FontFile],
    *,
    engine: str,
    draft: bool,
) -> str:
    job, signers = prepared.job, prepared.signers
    templates = {part.template.name: input_hash(part.template) for part in job.parts if part.template.is_file()}
    logos = {each['logo']: input_hash(workspace.templates / each['logo']) for each in signers if each['logo']}
    senders = [sender_logo(workspace, part) for part in job.parts]
    logos |= {name: png.hex() for each in senders for name, png in each.items() if png}
    parts = [[part.kind.value, part.word, part.appendix, part.page_prefix] for part in job.parts]
    font_hashes = {each.path.name: each.sha256 for each in font_files}
    wording = (workspace.wording.signature_block.model_dump(), workspace.wording.draft.model_dump())
    return text_hash(
        code_fingerprint(),
        wording,
        engine,
        draft,
        job.title,
        job.date.isoformat(),
        parts,
        prepared.contexts,
        signers,
        templates,
        logos,
        sorted(font_hashes.items()),
        sorted(workspace.settings.fonts.items()),
    )


def _font_files(workspace: Workspace, templates: Iterable[Path]) -> Iterator[fonts.FontFile]:
    """Every face of every font that the templates name and that is there, besides the pinned ones."""
    catalogue, pinned = workspace.fonts, fonts.files()
    for template in templates:
        # What is no Word file is told when it is checked or filled.
        with contextlib.suppress(DocgenError):
            for name in font_names(open_package(template)):
                for bold, italic in product((False, True), repeat=2):
                    found = catalogue.find(name, bold=bold, italic=italic)
                    if found is not None and found.path not in pinned:
                        yield found


def _has_formulas(template: Path) -> bool:
    with contextlib.suppress(DocgenError):
        return any(next(tree.iter(_FORMULA), None) is not None for tree in open_package(template).trees.values())
    return False


def _context(workspace: Workspace, job: DocumentJob, part: PartJob, *, draft: bool) -> Context:
    if part.kind is DocumentKind.AGREEMENT:
        return agreement_context(workspace, workspace.agreements[part.record], draft=draft)
    if part.kind is DocumentKind.FOLLOW_UP:
        return follow_up_context(
            workspace,
            workspace.follow_ups[part.record],
            appendix=part.appendix,
            page_prefix=part.page_prefix,
            draft=draft,
        )
    return promise_context(
        workspace,
        workspace.promises[part.record],
        kind=part.kind,
        full_file=job.full_file,
        appendices=job.appendices,
        draft=draft,
    )

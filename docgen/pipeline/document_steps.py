"""One document on its way: filled Word files, finishing, judgement."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from docgen import fonts
from docgen.errors import DocgenError, Finding, FindingsError, JudgementError, Place
from docgen.pipeline.expected_texts import findings_of_data_not_shown, literal_braces, texts_in_order
from docgen.pipeline.prepared_document import drawn_pictures, sender_logo
from docgen.pipeline.signature_places import places, room_heights, signature_page
from docgen.records.fingerprints import file_hash, input_hash
from docgen.records.record import DocumentRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.context import Context
    from docgen.engines import Converted
    from docgen.pdf.judge.judge import Failure
    from docgen.pdf.write.signature_block_drawing import PlacedBlock
    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.plan import PartJob
    from docgen.render import DocumentProperties
    from docgen.workspace import Workspace

_FAMILY = "Source Sans Pro"


def fill_words(workspace: Workspace, prepared: PreparedDocument, folder: Path) -> list[Finding]:
    """Write the filled Word files of a document, and say what of the data their templates leave out.

    Args:
        workspace: its data.
        prepared: the document.
        folder: where to write; each file is named as its part's `word`.

    Raises:
        FindingsError: a template cannot be filled.
    """
    from docgen.render import fill

    findings: list[Finding] = []
    for part, context in zip(prepared.job.parts, prepared.contexts, strict=True):
        fill(
            part.template,
            context,
            folder / part.word,
            _properties(workspace, prepared, context),
            drawn_pictures(part, context),
            header_pictures=sender_logo(workspace, part),
            rooms=room_heights(workspace, prepared.signers),
        )
        findings += findings_of_data_not_shown(part.kind, part.template, context, folder / part.word)
    return findings


def fill_texts(workspace: Workspace, prepared: PreparedDocument, folder: Path) -> None:
    """Write the filled Word files of a document for their texts alone, without drawings, logotypes and measures.

    Args:
        workspace: its data.
        prepared: the document.
        folder: where to write; each file is named as its part's `word`.

    Raises:
        FindingsError: a template cannot be filled.
    """
    from docgen.render import fill

    for part, context in zip(prepared.job.parts, prepared.contexts, strict=True):
        fill(part.template, context, folder / part.word, _properties(workspace, prepared, context))


def _properties(workspace: Workspace, prepared: PreparedDocument, context: Context) -> DocumentProperties:
    from docgen.render import DocumentProperties

    document: Any = context['document']
    return DocumentProperties(
        title=document['title'],
        author=workspace.parties[workspace.settings.municipality].name,
        subject=prepared.job.title,
        date=prepared.job.date,
    )


def preload(workspace: Workspace, prepared: Sequence[PreparedDocument]) -> None:
    """Load what several documents need, the libraries too: whoever parts afterwards has it already.

    What cannot be loaded is told by the document that cannot do without it.
    """
    import docgen.pdf.judge.judge
    import docgen.pdf.write.finish
    import docgen.pdf.write.signature_block_drawing  # noqa: F401
    from docgen.pdf.write.embedded_text import font_name
    from docgen.pdf.write.logo import load_logo

    parts = [pair for each in prepared for pair in zip(each.job.parts, each.contexts, strict=True)]
    logos = {signer['logo'] for each in prepared for signer in each.signers if signer['logo']}
    with contextlib.suppress(DocgenError):
        fonts.folder()
        for face in (fonts.ttf(_FAMILY), fonts.ttf(_FAMILY, bold=True)):
            font_name(face)
        for weight in (fonts.REGULAR, fonts.BOLD):
            fonts.face(_FAMILY, weight, italic=False)
        for part, context in parts:
            drawn_pictures(part, context)
        for logo in sorted(logos):
            load_logo(workspace.templates / logo)


def finish_document(
    workspace: Workspace,
    prepared: PreparedDocument,
    converted: Sequence[Converted],
    words: Path,
    out: Path,
    *,
    draft: bool,
    judged: bool = True,
) -> DocumentRecord:
    """Stamp, assemble, describe and judge one document.

    Args:
        workspace: where its data lie.
        prepared: the document.
        converted: its parts as PDF, in order.
        words: the folder of its filled Word files.
        out: where to write the PDF.
        draft: mark every page as a draft.
        judged: judge the result.

    Raises:
        FindingsError: the template has no signature room, or too small a one.
        JudgementError: the result did not pass; `out` then holds the rejected file.
    """
    job = prepared.job
    placed = assemble_document(workspace, prepared, converted, out, draft=draft)
    pages, size = sum(pdf.pages for pdf in converted), out.stat().st_size
    if judged:
        pages, size = judge_document(prepared, pages, words, out, draft=draft)
    return DocumentRecord(
        kind=job.kind.value,
        file=job.file,
        title=job.title,
        pages=pages,
        bytes=size,
        sha256=file_hash(out),
        inputs=prepared.inputs,
        templates={part.template.name: input_hash(part.template) for part in job.parts},
        words={part.word: file_hash(words / part.word) for part in job.parts},
        signatures=places(prepared.signers, placed),
        fonts={font.file: font.sha256 for pdf in converted for font in pdf.fonts},
    )


def assemble_document(
    workspace: Workspace, prepared: PreparedDocument, converted: Sequence[Converted], out: Path, *, draft: bool
) -> tuple[PlacedBlock, ...]:
    """Stamp, assemble and describe one document, and say where its signatures go. It is not judged yet.

    Args:
        workspace: where its data lie.
        prepared: the document.
        converted: its parts as PDF, in order.
        out: where to write the PDF.
        draft: mark every page as a draft.

    Raises:
        FindingsError: the template has no signature room, or too small a one.
    """
    from docgen.pdf.write.embedded_text import FontFiles
    from docgen.pdf.write.finish import DocumentInfo, DocumentPart, finish

    job = prepared.job
    blocks, room = signature_page(workspace, prepared.job.parts[0].template, prepared.signers, converted[0])
    parts = [
        DocumentPart(pdf.pdf, _part_title(part, context), part.page_prefix)
        for part, context, pdf in zip(job.parts, prepared.contexts, converted, strict=True)
    ]
    municipality = workspace.parties[workspace.settings.municipality].name
    keywords = (municipality, job.record, *(workspace.parties[each['id']].name for each in prepared.signers))
    info = DocumentInfo(job.title, municipality, job.title, tuple(dict.fromkeys(keywords)), job.date)
    faces = FontFiles(fonts.ttf(_FAMILY), fonts.ttf(_FAMILY, bold=True))
    mark = workspace.wording.draft.mark if draft else ''
    try:
        return finish(parts, info, out, fonts=faces, blocks=blocks, room=room, draft_mark=mark)
    except FindingsError as error:
        template = Place(job.parts[0].template)
        raise FindingsError(
            replace(each, place=template) if each.place == Place() else each for each in error.findings
        ) from error


def judge_document(
    prepared: PreparedDocument, pages: int, words: Path, out: Path, *, draft: bool = False
) -> tuple[int, int]:
    """Judge a finished document by all that it must hold, and give its pages and bytes.

    Args:
        prepared: the document.
        pages: how many it must have.
        words: the folder of its filled Word files.
        out: the PDF.
        draft: let gaps be marked.

    Raises:
        JudgementError: with every reason why it may not be handed out.
    """
    from docgen.pdf.judge.judge import Expectations, judge
    from docgen.pdf.structure.page_text import BODY, SIGNATURES

    job = prepared.job
    shown = [texts_in_order(words / part.word) for part in job.parts]
    by_part = {part.page_prefix or BODY: texts for part, texts in zip(job.parts, shown, strict=True)}
    if prepared.signers:
        named = [each['party'] for each in prepared.signers]
        read_aloud = sorted(prepared.signers, key=lambda each: named.index(each['party']))
        by_part[SIGNATURES] = (tuple(each[key] for each in read_aloud for key in ('party', 'name', 'title')),)
    verdict = judge(
        out,
        Expectations(
            title=job.title,
            language='sv-SE',
            texts=(),
            texts_by_part=by_part,
            fonts=frozenset(family.replace(' ', '') for family in fonts.families()) | prepared.fonts,
            outline=tuple(
                _part_title(part, context)
                for part, context in zip(job.parts, prepared.contexts, strict=True)
                if part.appendix
            ),
            min_pages=pages,
            max_pages=pages,
            literal_braces=sum(map(literal_braces, prepared.contexts, map(chain.from_iterable, shown))),
            gaps=draft,
        ),
    )
    if not verdict.passed:
        raise JudgementError([_rejected(job.file, failure) for failure in verdict.failures])
    return verdict.pages, verdict.bytes


def _part_title(part: PartJob, context: Context) -> str:
    document: Any = context['document']
    return f"{part.appendix}: {document['title']}" if part.appendix else str(document['title'])


def _rejected(file: str, failure: Failure) -> Finding:
    where = f", sidan {failure.page}" if failure.page else ""
    return Finding(
        f'judge-{failure.check.value}',
        f"{file}{where}: {failure.message}",
        "Ett dokument som inte klarar kontrollen får inte lämnas ut.",
        "Inget har ändrats i output. Rätta data eller mall; ligger felet inte där är det ett fel i docgen.",
    )

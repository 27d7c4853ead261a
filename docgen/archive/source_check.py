"""The documents of a package held against its own data and templates: does what they give stand in the PDFs?

A package's Word files are filled again, and each of their texts must stand in the PDF that was fixed. Another version
of docgen than the one that fixed a document may word it otherwise; then only the data's own sentences are looked for.
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING

import docgen
from docgen.archive.case_data import case_of_workspace
from docgen.archive.layout import BUILT_FOLDER, SOURCE_FOLDER
from docgen.archive.record_check import signer_differences
from docgen.archive.unexplained_texts import unexplained_texts
from docgen.archive.value_differences import differs
from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.errors import DocgenError
from docgen.model import DocumentKind
from docgen.pipeline.document_steps import fill_texts, fill_words
from docgen.pipeline.expected_texts import required_texts, shown_texts
from docgen.pipeline.prepared_document import prepare, prepare_texts
from docgen.records.fingerprints import code_fingerprint, file_hash
from docgen.records.record import NAME
from docgen.records.version_history import versions
from docgen.sign.verifying.time_limit import OverdueError, within
from docgen.temporary import temporary_folder
from docgen.workspace import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from docgen.archive.case_data import Case
    from docgen.archive.conformance import JudgedPdf
    from docgen.archive.history_check import PackageRecord
    from docgen.archive.package_reader import PackageFile
    from docgen.pipeline.prepared_document import PreparedDocument
    from docgen.plan import DocumentJob
    from docgen.records.record import DocumentRecord, PeriodRecord
    from docgen.workspace import Workspace

_log = logging.getLogger(__name__)
_LONGEST = 120.0
"""Seconds for filling the templates of one document."""
_ALIKE = 0.5
"""How much of a text must be as in the PDF for the PDF's text to be told as the other value, as difflib counts."""


@contextlib.contextmanager
def unpacked_source(contents: Mapping[str, PackageFile], source: str) -> Iterator[Path]:
    """Lay a package's data and templates out as a workspace that is gone afterwards.

    Args:
        contents: the package's files.
        source: path of the folder that holds them, with '/' last.

    Raises:
        PackageError: DAMAGED.
        OSError: the temporary folder cannot be written.
    """
    with temporary_folder() as folder:
        for name, content in contents.items():
            if name.startswith(source):
                path = folder / name.removeprefix(source)
                path.parent.mkdir(parents=True, exist_ok=True)
                content.copy_to(path)
        yield folder


def case_of(folder: Path, source: str, period: str) -> tuple[Workspace, Case] | Observation:
    """Read the case from a package's own data.

    Args:
        folder: where its data and templates are laid out.
        source: path in the package of the folder that holds them, with '/' last.
        period: whose case it is.

    Returns:
        The workspace and the case, or what is wrong with the data.
    """
    try:
        workspace = load(folder)
        return workspace, case_of_workspace(workspace, period)
    except DocgenError as error:
        first = error.findings[0]
        what = f"{first.what} {first.why}".replace(f'{folder}/', '')
        name = first.place.file.relative_to(folder).as_posix() if first.place.file else 'data'
    except Exception:  # noqa: BLE001 - hostile data can make a library raise anything
        _log.info('%s', source, exc_info=True)
        what, name = "Uppgifterna går inte att läsa.", 'data'
    return Observation(PackageVerdict.CONTRADICTION, what, source + name)


def source_differences(
    workspace: Workspace,
    case: Case,
    package_record: PackageRecord,
    judged: Mapping[str, JudgedPdf],
    *,
    same_build: bool = True,
) -> Iterator[Observation]:
    """Tell each text that the data and templates give but the documents do not have, and each template that is another.

    Args:
        workspace: the package's own data and templates.
        case: what they say of the case.
        package_record: the package's record.
        judged: what inspecting each PDF came to, by its path in the package.
        same_build: this very build of docgen made the package.
    """
    with temporary_folder() as folder:
        yield from _documents(workspace, case, package_record, judged, folder, same_build=same_build)


def _documents(
    workspace: Workspace,
    case: Case,
    package_record: PackageRecord,
    judged: Mapping[str, JudgedPdf],
    folder: Path,
    *,
    same_build: bool,
) -> Iterator[Observation]:
    """Each document, filled again in `folder`."""
    record = package_record.record
    source = f'{package_record.folder}{SOURCE_FOLDER}/'
    for job in case.documents:
        document = record.document(job.file)
        if document is None:
            continue
        known = _Known.of(record, document, same_build=same_build)
        yield from _templates(workspace, source, known.templates, job.file)
        pdf = judged.get(package_record.folder + known.file)
        if pdf is None or not pdf.readable:
            continue
        try:
            prepared = (
                prepare(workspace, job, engine=record.engine, draft=False)
                if known.same_code
                else prepare_texts(workspace, job, draft=False)
            )
            yield from signer_differences(package_record, document, prepared.signers)
            yield from _signed_on(workspace, job, known, package_record)
            compare = partial(_texts, workspace, prepared, known, pdf, source, folder)
            yield from within(_LONGEST, partial(list, compare()))
        except (DocgenError, OverdueError) as error:
            why = error.findings[0].what if isinstance(error, DocgenError) else "Det tar för lång tid."
            what = f"{job.file} går inte att göra av paketets uppgifter och mallar: {why}"
            yield Observation(known.verdict, what, source + 'data')
        except Exception:  # noqa: BLE001 - hostile templates can make a library raise anything
            _log.info('%s', job.file, exc_info=True)
            what = f"{job.file} går inte att göra av paketets uppgifter och mallar."
            yield Observation(known.verdict, what, source + 'data')


@dataclass(frozen=True)
class _Known:
    """What the record says that a document was made of; its latest version where it is fixed."""

    file: str
    """The PDF, by its path in the data folder."""
    templates: Mapping[str, str]
    words: Mapping[str, str]
    inputs: str
    """The hash of all that it was made from, which decides every byte of its Word files."""
    ours: bool
    """This version and build of docgen made it."""
    same_code: bool
    """With the same libraries too."""
    signed_on: str = ''

    @classmethod
    def of(cls, record: PeriodRecord, document: DocumentRecord, *, same_build: bool) -> _Known:
        """Take it from the record; a document that is not fixed is of the package's build."""
        found = versions(record.events, document.file)
        if not found:
            ours = same_build and record.version == docgen.__version__
            file = f'{BUILT_FOLDER}/{document.file}'
            return cls(file, document.templates, document.words, document.inputs, ours, same_code=False)
        fixed, facts = found[-1].fixed, found[-1].fixed_from
        same_version = fixed.software == f'docgen {docgen.__version__}'
        same_code = same_version and facts.code_fingerprint == code_fingerprint()
        ours = same_version and (same_code or same_build)
        return cls(fixed.file, facts.templates, facts.words, facts.inputs, ours, same_code, facts.signed_on)

    @property
    def verdict(self) -> PackageVerdict:
        """What a difference comes to that another wording of another version could make."""
        return PackageVerdict.CONTRADICTION if self.ours else PackageVerdict.NOT_COMPARED


def _signed_on(
    workspace: Workspace, job: DocumentJob, known: _Known, package_record: PackageRecord
) -> Iterator[Observation]:
    """The day that a document as a whole is signed, where it was written down when it was fixed."""
    documents = workspace.agreements if job.kind is DocumentKind.AGREEMENT else workspace.promises
    if known.signed_on and job.record in documents:
        day = documents[job.record].signed_on
        expected = day.isoformat() if day else ''
        if known.signed_on != expected:
            what = differs(f"signed_on för {job.file}", known.signed_on, expected)
            yield _wrong(f'{package_record.folder}{NAME}', what)


def _templates(workspace: Workspace, source: str, templates: Mapping[str, str], document: str) -> Iterator[Observation]:
    for name, sha256 in templates.items():
        path = workspace.templates / name
        found = file_hash(path) if path.is_file() else ''
        if found != sha256:
            yield _wrong(f'{source}templates/{name}', differs(f"SHA-256 för mallen till {document}", found, sha256))


def _texts(
    workspace: Workspace,
    prepared: PreparedDocument,
    known: _Known,
    pdf: JudgedPdf,
    source: str,
    folder: Path,
) -> Iterator[Observation]:
    from docgen.pdf.judge.text_checks import Haystack

    job = prepared.job
    haystack = Haystack('\n'.join(pdf.texts))
    complete = True
    # The same inputs give the same Word files. Others may: a font that this machine lacks is an input too.
    held_to_words = known.same_code and known.inputs != prepared.inputs
    (fill_words if held_to_words else fill_texts)(workspace, prepared, folder)
    for part, context in zip(job.parts, prepared.contexts, strict=True):
        filled = folder / part.word
        data = set(required_texts(part.kind, context))
        missing = [text for text in dict.fromkeys((*shown_texts(filled), *data)) if not haystack.holds(text)]
        complete &= not missing
        for text in missing:
            near = get_close_matches(text, pdf.texts, 1, _ALIKE)
            what = differs(f"En text i {known.file}", near[0] if near else '', text)
            yield Observation(PackageVerdict.CONTRADICTION if text in data else known.verdict, what, source + 'data')
        if complete and held_to_words and known.words.get(part.word) != file_hash(filled):
            yield _wrong(source + 'data', f"Uppgifter och mallar ger inte den Word-fil som {job.file} gjordes av.")
    for text in unexplained_texts(
        pdf.written, (folder / part.word for part in job.parts), workspace.wording.signature_block
    ):
        what = f"En text i {known.file} är ”{text}”, som varken uppgifterna eller mallarna ger."
        yield Observation(known.verdict, what, source + 'data')


def _wrong(name: str, what: str) -> Observation:
    return Observation(PackageVerdict.CONTRADICTION, what, name)

"""Whether the PDFs of a package follow PDF/A and PDF/UA."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docgen.archive.layout import REPORTS_FOLDER
from docgen.errors import DocgenError
from docgen.file_names import sorted_files
from docgen.pdf.inspect.conformity import Conformity
from docgen.records.fingerprints import file_hash

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docgen.pdf.inspect.conformity import Standing
    from docgen.pdf.inspect.inspection import Inspection

CONFORMANCE = f'{REPORTS_FOLDER}/conformance.json'
CONFORMANCE_TEXT = f'{REPORTS_FOLDER}/standarder.txt'
LONGEST = 120.0
"""Seconds for the conformance of one PDF."""
_LARGE = ('tags', 'aloud')
"""Parts of an inspection that only repeat what stands in the PDF itself."""
_NOT_WRITTEN = frozenset(('Figure', 'Formula', 'Form', 'L', 'Table', 'TOCI', 'TOC'))
_SEVERAL = 2
_BYTE_RANGE_RULE = 'SIGNATURE-BYTERANGE-001'
"""The validator reports every signature but the last as broken; `docgen.sign.verifying.verify` judges their ranges."""


def without_false_alarm(found: Inspection) -> Inspection:
    """Take away the fault that the validator reports by mistake in every file with several signatures."""
    if len(found.signatures) < _SEVERAL:
        return found
    first, second = (_standing(each) for each in found.standings)
    return replace(found, standings=(first, second))


def _standing(standing: Standing) -> Standing:
    faults = tuple(each for each in standing.faults if not each.rule.endswith(_BYTE_RANGE_RULE))
    if standing.conformity is not Conformity.BREAKS or faults:
        return replace(standing, faults=faults)
    return replace(standing, conformity=Conformity.FOLLOWS, faults=())


@dataclass(frozen=True)
class JudgedPdf:
    """What inspecting one PDF came to."""

    claims: str
    """The part of PDF/A that it says it is: '2a'; '' for none."""
    lacks: str
    """In Swedish, what it does not follow of all that it claims; '' if nothing."""
    not_pdf_a: str
    """In Swedish, why it does not follow PDF/A; '' if it does."""
    plain: dict[str, Any]
    """The inspection as it stands in CONFORMANCE; the file's name is left out."""
    follows: tuple[str, ...] = ()
    """The standards that it follows: PDF/A-2a."""

    texts: tuple[str, ...] = ()
    """What it says, one paragraph or cell after the other; empty for a file without tags."""
    written: tuple[str, ...] = ()
    """The same without what is said of pictures, form fields and tables, and without the lines of contents."""

    @property
    def readable(self) -> bool:
        """Whether it could be inspected at all."""
        return 'standards' in self.plain


def judge_pdf(pdf: Path) -> JudgedPdf:
    """Inspect a PDF.

    Args:
        pdf: the file, under its own name. It may be foreign, such as a scan, or hostile.
    """
    from docgen.pdf.inspect import inspect, inspection_text
    from docgen.sign.verifying.time_limit import OverdueError, within

    try:
        found = within(LONGEST, lambda: without_false_alarm(inspect(pdf, tags=False)))
    except DocgenError as error:
        what = error.findings[0].what.replace(str(pdf), pdf.name)
        why = ' '.join(f"{each.what} {each.why}" for each in error.findings).replace(pdf.name, 'Filen')
        return JudgedPdf('', what, why, {'message': what})
    except OverdueError:
        what = "Filen går inte att pröva inom rimlig tid."
        return JudgedPdf('', what, what, {'message': what})
    except Exception:  # noqa: BLE001 - a hostile file can make a library raise anything
        what = "Filen går inte att läsa som PDF."
        return JudgedPdf('', what, what, {'message': what})
    facts = {key: value for key, value in inspection_text.plain(found).items() if key not in _LARGE}
    held = tuple(each.standard for each in found.standings if each.conformity is Conformity.FOLLOWS)
    wrong = [each.standard for each in found.standings if each.conformity is not Conformity.FOLLOWS]
    claims = [each.standard for each in found.standings if each.conformity is not Conformity.NOT_CLAIMED]
    pdf_a = next((each.removeprefix('PDF/A-') for each in claims if each.startswith('PDF/A-')), '')
    lacks = f"Följer inte {' och '.join(wrong)}." if wrong else ''
    texts = tuple(each.text for each in found.spoken)
    written = tuple(each.text for each in found.spoken if each.role not in _NOT_WRITTEN)
    return JudgedPdf(pdf_a, lacks, _not_pdf_a(found.standings[0]), _masked(facts), held, texts, written)


def judge_pdfs(data: Path) -> dict[str, JudgedPdf]:
    """Inspect every PDF of a data folder, each content once; by their paths in it."""
    by_content: dict[str, JudgedPdf] = {}
    judged = {}
    for path in sorted_files(data, '*.pdf'):
        sha256 = file_hash(path)
        if sha256 not in by_content:
            by_content[sha256] = judge_pdf(path)
        judged[path.relative_to(data).as_posix()] = by_content[sha256]
    return judged


def conformance_reports(judged: Mapping[str, JudgedPdf]) -> dict[str, bytes]:
    """Give CONFORMANCE (JSON) and CONFORMANCE_TEXT by their paths in the data folder.

    Args:
        judged: every PDF by its path in the data folder.
    """
    plain: list[dict[str, Any]] = []
    lines = ["Vilka standarder filerna följer, prövat av docgen", ""]
    for name, each in sorted(judged.items(), key=lambda pair: PurePosixPath(pair[0])):
        plain.append({**each.plain, 'file': name})
        if each.readable:
            lines += [name, f"  Följer: {', '.join(each.follows) or 'inget av PDF/A och PDF/UA'}"]
            lines += [f"  {each.lacks}"] if each.lacks else []
        else:
            lines += [name, f"  {each.lacks}"]
        lines.append('')
    text = json.dumps({'files': plain}, ensure_ascii=False, indent=2, sort_keys=True) + '\n'
    return {CONFORMANCE: text.encode(), CONFORMANCE_TEXT: '\n'.join(lines).encode()}


def _not_pdf_a(archive: Standing) -> str:
    if archive.conformity is Conformity.FOLLOWS:
        return ''
    if archive.conformity is Conformity.NOT_CLAIMED:
        return "Filen uppger inte att den följer PDF/A."
    if archive.conformity is Conformity.NOT_CHECKED:
        return f"Filen uppger att den följer {archive.standard}, som inte går att pröva här."
    first = f" {archive.faults[0].example}" if archive.faults else ''
    return f"Filen uppger att den följer {archive.standard}, men gör inte det.{first}"


def _masked(value: Any) -> Any:
    """Mask personal identity numbers in JSON: a scanner may have written one into the PDF's title."""
    from docgen.sign.certificate import masked

    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(each) for each in value]
    return masked(value) if isinstance(value, str) else value

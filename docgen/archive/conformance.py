"""Whether the PDFs of a package follow PDF/A and PDF/UA."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docgen.archive.package_contents import REPORTS_FOLDER
from docgen.errors import DocgenError, FindingsError
from docgen.pdf.inspect.conformity import Conformity

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pdf.inspect.conformity import Standing
    from docgen.pdf.inspect.inspection import Inspection

CONFORMANCE = f'{REPORTS_FOLDER}/conformance.json'
CONFORMANCE_TEXT = f'{REPORTS_FOLDER}/standarder.txt'
LONGEST = 120.0
"""Seconds for the conformance of one PDF."""
_LARGE = ('tags', 'aloud')
"""Parts of an inspection that only repeat what stands in the PDF itself."""
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


def write_conformance(data: Path) -> dict[str, tuple[str, str]]:
    """Inspect every PDF of a package, and write the findings to CONFORMANCE (JSON) and CONFORMANCE_TEXT.

    Args:
        data: the package's data folder.

    Returns:
        For each PDF, by its path in the folder: the part of PDF/A that it claims ('2a', or ''), and in Swedish what it
        lacks ('' if it follows all that it claims).
    """
    from docgen.pdf.inspect import inspect, inspection_text

    standards: dict[str, tuple[str, str]] = {}
    plain: list[dict[str, Any]] = []
    lines: list[str] = []
    for path in sorted(data.rglob('*.pdf')):
        name = path.relative_to(data).as_posix()
        try:
            found = without_false_alarm(inspect(path))
        except FindingsError as error:  # a foreign file, such as the scan that came in
            standards[name] = '', error.findings[0].what.replace(str(path), path.name)
            plain.append({'file': name, 'message': standards[name][1]})
            lines += [name, f"  {standards[name][1]}", '']
            continue
        facts = {key: value for key, value in inspection_text.plain(found).items() if key not in _LARGE}
        plain.append({**_masked(facts), 'file': name})
        held = [each.standard for each in found.standings if each.conformity is Conformity.FOLLOWS]
        wrong = [each.standard for each in found.standings if each.conformity is not Conformity.FOLLOWS]
        claims = [each.standard for each in found.standings if each.conformity is not Conformity.NOT_CLAIMED]
        pdf_a = next((each.removeprefix('PDF/A-') for each in claims if each.startswith('PDF/A-')), '')
        standards[name] = pdf_a, f"Följer inte {' och '.join(wrong)}." if wrong else ''
        lines += [name, f"  Följer: {', '.join(held) or 'inget av PDF/A och PDF/UA'}"]
        lines += [f"  {standards[name][1]}"] if wrong else []
        lines.append('')
    _write_json(data / CONFORMANCE, {'files': plain})
    heading = ["Vilka standarder filerna följer, prövat av docgen", ""]
    _write(data / CONFORMANCE_TEXT, "\n".join([*heading, *lines]).encode())
    return dict(sorted(standards.items()))


def conformance_fault(pdf: Path) -> str:
    """Say in Swedish why a PDF does not follow PDF/A; '' if it does."""
    from docgen.pdf.inspect import inspect
    from docgen.sign.verifying.time_limit import OverdueError, within

    try:
        archive = within(LONGEST, lambda: without_false_alarm(inspect(pdf))).standings[0]
    except DocgenError as error:
        return ' '.join(f"{each.what} {each.why}" for each in error.findings).replace(pdf.name, 'Filen')
    except OverdueError:
        return "Filen går inte att pröva inom rimlig tid."
    except Exception as error:  # noqa: BLE001 - a hostile file can make a library raise anything
        return f"Filen går inte att läsa som PDF ({type(error).__name__})."
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
    from docgen.sign.certificate_names import masked

    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(each) for each in value]
    return masked(value) if isinstance(value, str) else value


def _write_json(path: Path, value: object) -> None:
    _write(path, (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + '\n').encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

"""The register of a folder of packages: one row for each, read from the packages alone."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from docgen.archive.file_list import parse_untrusted_xml
from docgen.archive.history_check import uppermost
from docgen.archive.package_reader import is_package, open_package
from docgen.archive.verdicts import PackageError
from docgen.errors import Finding, Place, UsageError, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from lxml import etree

    from docgen.archive.package_reader import PackageFile

_CASE = '{urn:docgen:arende}'
CASE_FILE = 'arende.xml'
HEADINGS = {
    'title': "Ärende",
    'period': "Period",
    'parties': "Parter",
    'numbers': "Diarienummer",
    'signatories': "Undertecknare",
    'valid_from': "Gäller från",
    'valid_to': "Gäller till",
    'package': "Paket",
    'state': "Kontrollsummor",
}
NOT_CHECKED = "inte prövade"
UNREADABLE = "går inte att läsa"


@dataclass(frozen=True)
class RegisterRow:
    """One package. Dates are ISO 8601, '' where there is none."""

    package: str
    """Its path from the folder that was read."""
    title: str = ''
    period: str = ''
    parties: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    """Each with the day that they signed, or that they have not: "Anna Exempel (2021-03-11)"."""
    valid_from: str = ''
    valid_to: str = ''
    state: str = NOT_CHECKED
    """What the last fixity run found, in Swedish."""
    delivery: str = ''
    """Which delivery of its period it is, and whether a later one below the same folder replaces it, in Swedish."""
    object_id: str = ''
    replaces: str = ''
    """OBJID, or name, of the package before."""
    same_as: str = ''
    """The first package below the same folder that is the same delivery in another form; '' for the first itself."""


def find_packages(folder: Path) -> Iterator[Path]:
    """Give every package below a folder, sorted; what lies inside a package is not looked into.

    A tar or zip beside a folder of the same name is a package of its own.

    Raises:
        UsageError: `archive-folder-missing`.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(
            Finding(
                'archive-folder-missing',
                f"Mappen {folder} kan inte läsas.",
                f"Orsak: {reason(error)}.",
                "Ange mappen där paketen ligger.",
                Place(folder),
            )
        ) from error
    for each in entries:
        if each.name.startswith('.'):
            continue
        if is_package(each):
            yield each
        elif each.is_dir() and not each.is_symlink():
            yield from find_packages(each)


def read_register(
    folder: Path, states: Mapping[str, str] | None = None, known: Mapping[str, RegisterRow] | None = None
) -> Iterator[RegisterRow]:
    """Read the packages below a folder, one at a time; a bad one gives a row that says so.

    Args:
        folder: where the packages lie.
        states: what the last fixity run found, by the package's path from the folder.
        known: rows of packages that were read just now, as `read_row` gives them, by the same path.

    Raises:
        UsageError: `archive-folder-missing`.
    """
    found = []
    for path in find_packages(folder):
        name = path.relative_to(folder).as_posix()
        row = (known or {}).get(name) or _row(path, name)
        state = (states or {}).get(name)
        found.append(replace(row, state=state) if state else row)
    first: dict[str, str] = {}
    found = [replace(row, same_as=_twin(first, row)) for row in found]
    replaced = {row.replaces: row.package for row in found if row.replaces}
    for row in found:
        by = replaced.get(row.object_id) if row.object_id else None
        if by and row.delivery:
            yield replace(row, delivery=f"leverans {row.delivery}, ersatt av {by}")
        else:
            yield replace(row, delivery=f"leverans {row.delivery}, gäller") if row.delivery else row


def _twin(first: dict[str, str], row: RegisterRow) -> str:
    """The package by the same OBJID that came before, in `first`; one whose OBJID is new is put there."""
    before = first.setdefault(row.object_id, row.package) if row.object_id else row.package
    return before if before != row.package else ''


def _row(path: Path, name: str) -> RegisterRow:
    try:
        with open_package(path) as contents:
            return read_row(contents, name)
    except PackageError as error:
        return RegisterRow(name, title=f"Går inte att läsa: {error.observation.what}", state=UNREADABLE)
    except UsageError as error:
        return RegisterRow(name, title=f"Går inte att läsa: {error.findings[0].why}", state=UNREADABLE)


def read_row(contents: Mapping[str, PackageFile], name: str) -> RegisterRow:
    """Give the row of an open package.

    Args:
        contents: its files.
        name: its path from the folder.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    case_file = uppermost(contents, CASE_FILE)
    if case_file is None:
        return RegisterRow(name, title=f"Ärendets uppgifter ({CASE_FILE}) saknas")
    try:
        case = parse_untrusted_xml(contents[case_file].read())
    except ValueError:
        return RegisterRow(name, title=f"Ärendets uppgifter ({CASE_FILE}) går inte att läsa")
    parties = [_flat(each.text) for tag in ('arkivbildare', 'motpart') for each in case.findall(_CASE + tag)]
    signatories = (
        f"{_flat(each.text)} ({_signed(each)})"
        for tag in ('huvudundertecknare', 'undertecknare')
        for each in case.iter(_CASE + tag)
    )
    return RegisterRow(
        name,
        _flat(case.findtext(f'{_CASE}arendemening')),
        _flat(case.get('period')),
        tuple(dict.fromkeys(parties)),
        tuple(dict.fromkeys(_flat(each.text) for each in case.findall(f'{_CASE}arendenummer'))),
        tuple(dict.fromkeys(signatories)),
        _flat(case.findtext(f'{_CASE}giltigtFran')),
        _flat(case.findtext(f'{_CASE}giltigtTill')),
        delivery=_flat(case.get('leverans')),
        object_id=_flat(case.get('paket')),
        replaces=_flat(case.get('ersatter')),
    )


def _signed(signatory: etree._Element) -> str:
    """Say when a signatory signed, and the day in print where that is another."""
    day, printed = signatory.get('datum') or "inte undertecknat", signatory.get('datumIDokumentet')
    return f"{day}, i dokumentet står {printed}" if printed else day


def as_json(found: Iterable[RegisterRow]) -> str:
    """Give the register as JSON: a list of rows by the names of `Row`'s fields."""
    return json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2) + '\n'


def as_csv(found: Iterable[RegisterRow]) -> str:
    """Give the register as CSV that Swedish spreadsheets open: semicolons, several values in a field with "; " between.

    A cell that a spreadsheet would take for a formula gets an apostrophe first.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=';', lineterminator='\r\n')
    writer.writerow(HEADINGS.values())
    for row in found:
        writer.writerow(_inert(each) for each in _cells(row).values())
    return out.getvalue()


def row_values(row: RegisterRow) -> dict[str, tuple[str, ...]]:
    """Give what a row says in each column, by the names of `HEADINGS`, several values one by one."""
    twin = f"samma leverans som {row.same_as}" if row.same_as else ''
    plain = {**asdict(row), 'period': tuple(filter(None, (row.period, row.delivery, twin))) or ('',)}
    return {name: each if isinstance(each := plain[name], tuple) else (each,) for name in HEADINGS}


def _cells(row: RegisterRow) -> dict[str, str]:
    return {name: '; '.join(each) for name, each in row_values(row).items()}


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(('=', '+', '-', '@', '\t')) else cell


def _flat(text: str | None) -> str:
    return ' '.join((text or '').split())

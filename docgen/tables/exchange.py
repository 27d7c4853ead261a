"""Follow-ups and commitments out of the data into a table, and back: the functions that commands and pages call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from docgen import filesystem
from docgen.errors import Finding, FindingsError, Place, UsageError
from docgen.starter.next_follow_up import follow_up_text
from docgen.swedish import join_list
from docgen.tables.commitment_columns import SHEET as COMMITMENT_SHEET
from docgen.tables.commitment_columns import columns
from docgen.tables.commitment_table import commitment_table, with_commitment_rows
from docgen.tables.follow_up_table import COLUMNS, follow_up_table, with_follow_up_rows
from docgen.tables.follow_up_table import SHEET as FOLLOW_UP_SHEET
from docgen.tables.sheet_files import read_file, write_file
from docgen.tables.table import OWNER
from docgen.workspace import read
from docgen.workspace.changed_file import changed_text, replace_text
from docgen.workspace.yaml_source import MAX_BYTES, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.model import Promise
    from docgen.tables.table import NoPlace, ReadRow, TableChange
    from docgen.workspace import Workspace


_NAMED_CELLS = 4


class TableKind(StrEnum):
    """What a table holds."""

    FOLLOW_UP = 'follow-up'
    """The outcomes of a follow-up."""
    COMMITMENTS = 'commitments'
    """The commitments of a promise, with their targets."""


@dataclass(frozen=True)
class TableRequest:
    """Which table, and the file that it is written to or read from."""

    root: Path
    """The workspace's folder."""
    kind: TableKind
    record: str
    """Id of the promise; for a follow-up also its own id. A promise without a follow-up gets a new one."""
    file: Path
    """Ends in .xlsx or .csv."""
    replace: bool = False
    """Write over a file that holds something else."""
    skip_unknown: bool = False
    """Leave out lines that have no place in the data; otherwise nothing is read."""


@dataclass(frozen=True)
class TableReport:
    """What reading a table would change in the data."""

    yaml: Path
    """The file of the data."""
    new: bool
    """Whether that file is not there yet."""
    changes: tuple[TableChange, ...]
    notes: tuple[str, ...]
    """Lines that are missing or were left out, in Swedish."""
    text: str
    """The file's text with the changes."""
    before: str
    """Its text as it was when the table was read; '' for a new file."""


@dataclass(frozen=True)
class _Source:
    workspace: Workspace
    promise: Promise
    yaml: Path
    text: str
    new: bool

    @property
    def data(self) -> Any:
        return parse_yaml(self.yaml, self.text).data


def export_table(request: TableRequest) -> int:
    """Write a table, and give how many lines it has.

    Raises:
        UsageError: there is no such promise or follow-up (`period-unknown`), it has several (`follow-up-several`), or
            the file's name or folder cannot be used (`table-format`, `file-unwritable`), or it is there and holds
            something else (`file-exists`).
        FindingsError: the data cannot be read.
    """
    source = _source(request)
    make = follow_up_table if request.kind is TableKind.FOLLOW_UP else commitment_table
    table = make(source.workspace, source.promise, source.data)
    owner = _owner(source, request.kind)
    rows = tuple(replace(row, values={**row.values, OWNER.key: owner}) for row in table.rows)
    write_file(replace(table, columns=(*table.columns, OWNER), rows=rows), request.file, replace=request.replace)
    return len(table.rows)


def read_table(request: TableRequest) -> TableReport:
    """Say what a filled-in table would change; nothing is written.

    Raises:
        UsageError: as `export_table`; or the table cannot be read (`table-unreadable`), or is another period's or
            workspace's (`table-of-another`).
        FindingsError: the data cannot be read, or cells cannot be used: each is named by sheet, line and column
            (`table-cell`, `table-column-missing`, `table-column-unknown`); lines have no place in the data
            (`table-row-unknown`) or the locked cells say something else than they (`table-outdated`); the file was
            saved wrongly (`table-layout`); or the data's file cannot be changed (`data-layout`).
    """
    source = _source(request)
    follow_up = request.kind is TableKind.FOLLOW_UP
    own = COLUMNS if follow_up else columns(source.workspace, source.promise)
    rows = read_file(request.file, FOLLOW_UP_SHEET if follow_up else COMMITMENT_SHEET, (*own, OWNER))
    _require_own(request.file, rows, _owner(source, request.kind))
    take = with_follow_up_rows if follow_up else with_commitment_rows
    data, changes, notes, strange = take(source.workspace, source.promise, source.data, rows)
    outdated = [each for each in strange if each.locked is not None]
    others = [each for each in strange if each.locked is None]
    if strange and not request.skip_unknown:
        told = [_outdated(request.file, outdated)] if outdated else []
        raise FindingsError([*told, *(_strange(request.file, each) for each in others)])
    left_out = [f"{_locked_words(outdated)} Det i data är kvar."] if outdated else []
    notes = [*left_out, *(f"{each.what} Det är inte inläst." for each in others), *notes]
    text = changed_text(source.yaml, source.text, data) if changes else source.text
    before = '' if source.new else source.text
    return TableReport(source.yaml, source.new, tuple(changes), tuple(notes), text, before)


def apply_table(report: TableReport) -> Path:
    """Write what a table changes into the data; comments and layout there stay.

    Raises:
        UsageError: the file has been changed since the table was read (`data-changed-meanwhile`), or cannot be written
            (`data-unwritable`); it is as it was then.
    """
    replace_text(report.yaml, report.text, report.before)
    return report.yaml


def _owner(source: _Source, kind: TableKind) -> str:
    """Give what a table's last column says: "strangnas, uppföljning 2020"."""
    what = f"uppföljning {source.data.get('id')}" if kind is TableKind.FOLLOW_UP else f"löften {source.promise.id}"
    return f"{source.workspace.settings.name}, {what}"


def _require_own(file: Path, rows: Sequence[ReadRow], owner: str) -> None:
    marked = {str(row.value(OWNER.key)).strip() for row in rows if row.value(OWNER.key) is not None}
    if marked == {owner}:
        return
    others = ', '.join(f"”{each}”" for each in sorted(marked - {owner}))
    raise UsageError(
        Finding(
            'table-of-another',
            f"{file.name} hör till {others}, inte ”{owner}”."
            if others
            else f"{file.name} säger inte vad den hör till.",
            f"Kolumnen ”{OWNER.heading}” säger vilken arbetsyta och period en rad gäller. Inget är skrivet.",
            "Läs in rätt fil, eller skriv en ny tabell med --excel och fyll i den.",
            Place(file),
        )
    )


def _outdated(file: Path, cells: Sequence[NoPlace]) -> Finding:
    return Finding(
        'table-outdated',
        _locked_words(cells),
        "Antingen har löftet ändrats i data sedan tabellen skrevs, eller så har någon skrivit i de låsta cellerna. "
        "Den som fyllde i svarade på det som står i tabellen. Inget är skrivet.",
        "Skriv en ny tabell med --excel och flytta över det ifyllda. Stämmer det ifyllda ändå, läs in med "
        "--skip-unknown: då gäller det som står i data.",
        Place(file, key=cells[0].locked.name if cells[0].locked else None),
    )


def _locked_words(cells: Sequence[NoPlace]) -> str:
    """Name the locked cells that say something else than the data, by column: "Mått (G3, G5 och 4 till)"."""
    said = []
    for heading in dict.fromkeys(each.heading for each in cells):
        names = [each.locked.name for each in cells if each.locked is not None and each.heading == heading]
        more = f" och {len(names) - _NAMED_CELLS} till" if len(names) > _NAMED_CELLS else ''
        said.append(f"{heading} ({', '.join(names[:_NAMED_CELLS])}{more})")
    return f"Låsta celler i tabellen säger annat än data: {join_list(said)}."


def _strange(file: Path, found: NoPlace) -> Finding:
    return Finding(
        'table-row-unknown',
        found.what,
        "Det som står på raden har ingen plats i data, och inget av tabellen skrivs.",
        "Rätta raden, eller lämna sådant utanför med --skip-unknown.",
        Place(file, key=f"rad {found.row}"),
    )


def _source(request: TableRequest) -> _Source:
    loaded = read(request.root, draft=True)
    workspace = loaded.workspace
    if workspace is None:
        raise FindingsError(loaded.findings)
    if request.kind is TableKind.FOLLOW_UP:
        found = _follow_up(request, workspace)
        if found is not None:
            _require_right_types(found.yaml, loaded.findings)
            return found
    elif request.record in workspace.promises:
        source = workspace.sources['promise', request.record][0]
        text = source.file.read_bytes().decode('utf-8-sig')
        return _Source(workspace, workspace.promises[request.record], source.file, text, new=False)
    if loaded.incomplete:
        raise FindingsError(loaded.findings)
    raise UsageError(
        Finding(
            'period-unknown',
            f"Det finns inget löfte med id ”{request.record}”.",
            "Tabellen gäller ett löfte, eller en uppföljning av ett.",
            f"De löften som finns är {', '.join(workspace.promises) or 'inga'}.",
        )
    )


def _require_right_types(yaml: Path, findings: Sequence[Finding]) -> None:
    """Refuse a file in which something else stands where a line of the table would be read from."""
    wrong = [each for each in findings if each.id == 'data-wrong-type' and each.place and each.place.file == yaml]
    if wrong:
        raise FindingsError(wrong)


def _follow_up(request: TableRequest, workspace: Workspace) -> _Source | None:
    """Find the follow-up's file, also one that is only begun: what has no status yet is no whole record."""
    folder = workspace.root / 'data' / 'follow-ups'
    begun = []
    for file in sorted(folder.glob('*.y*ml')):
        try:
            text = filesystem.read_file(file, MAX_BYTES).decode('utf-8-sig', 'replace')
            data = parse_yaml(file, text).data
        except (FindingsError, OSError):
            continue  # the check of the data tells
        if isinstance(data, dict) and data.get('promise') in workspace.promises:
            begun.append(_Source(workspace, workspace.promises[str(data['promise'])], file, text, new=False))
    own = [each for each in begun if str(each.data.get('id')) == request.record]
    of_promise = [each for each in begun if each.promise.id == request.record]
    if len(own or of_promise) == 1:
        return (own or of_promise)[0]
    if of_promise:
        names = ', '.join(str(each.data.get('id')) for each in of_promise)
        raise UsageError(
            Finding(
                'follow-up-several',
                f"Löftet ”{request.record}” följs upp flera gånger.",
                "Tabellen gäller en av uppföljningarna.",
                f"Ange en av dem: {names}.",
            )
        )
    if request.record not in workspace.promises:
        return None
    promise = workspace.promises[request.record]
    return _Source(workspace, promise, folder / f'{promise.id}.yaml', follow_up_text(workspace, promise), new=True)

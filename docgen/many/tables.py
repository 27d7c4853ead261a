"""What came of many workspaces, and the national register: as web page, CSV and JSON."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docgen.context.words_for_choices import STATUSES, THEMES
from docgen.errors import ExitCode, Severity
from docgen.many.result_words import done_words, is_done, result_word
from docgen.model import Status, Theme
from docgen.records.version_history import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.many.register import RegisterPeriod
    from docgen.many.workspace_outcome import Outcome

STATES = {
    State.DRAFT: "inte fastställda",
    State.FIXED: "fastställda",
    State.PARTLY_SIGNED: "delvis undertecknade",
    State.SIGNED: "undertecknade",
    State.PUBLISHED: "publicerade",
}
_SHOWN_FINDINGS = 3
_NONE = "–"
_PART_OF_THE_TIME = "en del av löftets tid"


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: lines of text, each with the address it leads to or ''."""

    lines: tuple[tuple[str, str], ...] = ()
    wrong: bool = False
    """To be marked, beside what the words say."""


@dataclass(frozen=True)
class Table:
    """A table to be written as a web page; the first cell of a row is its heading."""

    title: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default=())


def as_html(table: Table) -> str:
    """Write the table as a web page by itself, in plain HTML that works without anything fetched."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader('docgen.many', ''), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template('table.html.jinja').render(table=table)


def outcome_table(outcomes: Sequence[Outcome], where: Path, page: Path) -> Table:
    """Give the overview of all municipalities: what came of each, with links to what was made.

    Args:
        outcomes: one for each workspace.
        where: the folder that was searched, from which workspaces are named.
        page: where the page will lie; links are relative to it.
    """
    done = sum(map(is_done, outcomes))
    words = done_words(outcomes)[1].partition(',')[0].capitalize()
    review = sum(each.exit_code is not ExitCode.DONE or each.data_errors > 0 for each in outcomes)
    return Table(
        title="Kommunernas dokument",
        caption=f"Antal arbetsytor: {len(outcomes)}. {words}: {done}. Att se över: {review}.",
        headings=("Kommun", "Mapp", "Resultat", "Dokument", "Läge", "Saknar underskrift av", "Anmärkningar"),
        rows=tuple(_outcome_row(each, where, page) for each in outcomes),
    )


def _outcome_row(outcome: Outcome, where: Path, page: Path) -> tuple[Cell, ...]:
    errors = [each for each in outcome.findings if each.severity is Severity.ERROR]
    told = [each.what for each in errors[:_SHOWN_FINDINGS]]
    if len(errors) > _SHOWN_FINDINGS:
        told.append(f"… och {len(errors) - _SHOWN_FINDINGS} till")
    if outcome.data_errors:
        told.append(f"{outcome.data_errors} fel i data")
    if outcome.warnings:
        told.append(f"{outcome.warnings} {'varning' if outcome.warnings == 1 else 'varningar'}")
    documents = [each for each in outcome.files if each.endswith('.pdf')]
    return (
        _cell(outcome.municipality or workspace_name(outcome.root, where)),
        _cell(workspace_name(outcome.root, where)),
        Cell(((result_word(outcome), ''),), wrong=outcome.exit_code is not ExitCode.DONE or outcome.data_errors > 0),
        Cell(tuple((Path(each).name, _address(Path(outcome.root) / each, page)) for each in documents)),
        _cell(*(f"{number} {STATES[State(state)]}" for state, number in outcome.states.items())),
        _cell(*outcome.missing),
        Cell(tuple((line, '') for line in told), wrong=bool(errors)),
    )


def workspace_name(root: str, where: Path) -> str:
    """Name a workspace by its path from the folder that was searched; an address, or a path elsewhere, in full."""
    if '://' in root or not Path(root).is_relative_to(where):
        return root
    return Path(root).relative_to(where).as_posix()


def outcomes_as_plain(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Give the outcomes as JSON holds them, all findings included."""
    return [
        {
            'workspace': each.root,
            'municipality': each.municipality,
            'exit_code': int(each.exit_code),
            'documents': each.documents,
            'unchanged': each.unchanged,
            'states': each.states,
            'data_errors': each.data_errors,
            'not_built': each.not_built,
            'missing': list(each.missing),
            'files': list(each.files),
            'seconds': round(each.seconds, 2),
            'processor_seconds': round(each.processor_seconds, 2),
            'peak_memory': each.peak_memory,
            'attempts': each.attempts,
            'findings': [
                {
                    'id': one.id,
                    'severity': one.severity.value,
                    'what': one.what,
                    'why': one.why,
                    'do': one.do,
                    'file': str(one.place.file) if one.place.file else None,
                    'line': one.place.line,
                }
                for one in each.findings
            ],
        }
        for each in outcomes
    ]


REGISTER_HEADINGS = (
    "Kommun",
    "Överenskommelse",
    "Medborgarlöfte",
    "Uppföljning av",
    *(f"{STATUSES[status]['word']}" for status in Status),
)


def register_table(outcomes: Sequence[Outcome]) -> Table:
    """Give the national register: for each municipality its latest periods, and how its latest promise came out.

    Shown is the latest follow-up of a whole promise; where there is none yet, the latest of a part, named so.

    Every theme of that follow-up stands in the cell of its status, with its number of commitments.
    """
    read = [each.register for each in outcomes if each.register is not None]
    counts = f"{len(outcomes)} {'kommun' if len(outcomes) == 1 else 'kommuner'}"
    counts += f", varav {sum(bool(each.agreements) for each in read)} med överenskommelse"
    counts += f", {sum(bool(each.promises) for each in read)} med medborgarlöfte"
    counts += f" och {sum(bool(each.follow_ups) for each in read)} med uppföljning."
    return Table(
        title="Samverkan mellan kommuner och polis",
        caption=counts,
        headings=REGISTER_HEADINGS,
        rows=tuple(_register_row(each) for each in outcomes),
    )


def _register_row(outcome: Outcome) -> tuple[Cell, ...]:
    entry = outcome.register
    if entry is None:
        unread = Cell(((_unfinished(outcome), ''),), wrong=True)
        return (_cell(_named(outcome)), unread, *(_cell() for _ in REGISTER_HEADINGS[2:]))
    latest = entry.shown_follow_up()
    results = [each for each in entry.results if latest and each.follow_up == latest.id]
    return (
        _cell(entry.municipality),
        _found(outcome, *(line for each in entry.agreements[:1] for line in _period(each))),
        _found(outcome, *(line for each in entry.promises[:1] for line in _period(each))),
        _cell(*((latest.title, *(() if latest.id in entry.counting else (_PART_OF_THE_TIME,))) if latest else ())),
        *(
            _cell(*(f"{THEMES[Theme(each.theme)]}: {each.number}" for each in results if each.status == status.value))
            for status in Status
        ),
    )


def register_as_csv(outcomes: Iterable[Outcome]) -> str:
    """Give the register with a row for each municipality, follow-up, theme and status, as spreadsheets open it.

    Whether a follow-up is of the whole promise stands beside it: only those rows may be added up.

    Semicolons and a byte order mark, as Swedish Excel expects. A municipality without follow-up has one row.
    """
    out = io.StringIO(newline='')
    out.write('\ufeff')
    writer = csv.writer(out, delimiter=';', lineterminator='\r\n')
    writer.writerow(
        ("kommun", "överenskommelse", "löfte", "uppföljning", "gäller hela löftet", "område", "utfall", "antal löften")
    )
    for outcome in outcomes:
        writer.writerows([_harmless(value) for value in row] for row in _csv_rows(outcome))
    return out.getvalue()


def _csv_rows(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    entry = outcome.register
    if entry is None:
        yield (_named(outcome), _unfinished(outcome), '', '', '', '', '', '')
        return
    agreement = entry.agreements[0].id if entry.agreements else ''
    promise = entry.promises[0].id if entry.promises else ''
    agreement = agreement or _unfinished(outcome)
    promise = promise or _unfinished(outcome)
    if not entry.results:
        yield (entry.municipality, agreement, promise, '', '', '', '', '')
    for each in entry.results:
        theme, status = THEMES[Theme(each.theme)], str(STATUSES[Status(each.status)]['word'])
        whole = "ja" if each.follow_up in entry.counting else "nej"
        yield (entry.municipality, agreement, each.promise, each.follow_up, whole, theme, status, str(each.number))


def _named(outcome: Outcome) -> str:
    """The municipality, or the folder's own name where the data do not tell it."""
    return outcome.municipality or Path(outcome.root).name


def _unfinished(outcome: Outcome) -> str:
    """What stands where the data of a workspace do not suffice; '' where nothing is wrong with them."""
    return f"ofärdig: {outcome.errors} fel" if outcome.errors else ''


def register_as_plain(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Give the register as JSON holds it: everything, all periods; a workspace that cannot be read with its errors."""
    return [
        asdict(each.register)
        if each.register is not None
        else {
            'municipality': each.municipality,
            'folder': each.root,
            'errors': [one.what for one in each.findings if one.severity is Severity.ERROR],
        }
        for each in outcomes
    ]


def _period(period: RegisterPeriod) -> Iterator[str]:
    """Its days; and when it was signed by all, with the day in the data where that is another."""
    yield f"{period.start} – {period.end}" if period.end else f"från {period.start}"
    if period.signed:
        other = period.signed_on and period.signed_on != period.signed
        yield f"undertecknat {period.signed}{f' (i dokumentet {period.signed_on})' if other else ''}"


def _found(outcome: Outcome, *lines: str) -> Cell:
    """A cell of what could be read; where that is nothing and the data have errors, how many."""
    if lines or not outcome.errors:
        return _cell(*lines)
    return Cell(((_unfinished(outcome), ''),), wrong=True)


def _cell(*lines: str) -> Cell:
    return Cell(tuple((line, '') for line in lines) or ((_NONE, ''),))


def _harmless(value: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (CWE-1236)."""
    return f"'{value}" if value[:1] in ('=', '+', '-', '@', '\t') else value


def _address(file: Path, page: Path) -> str:
    """Give the way from the page to a file; '' where there is none, as to another drive or an object store."""
    if '://' in str(file):
        return ''
    try:
        return quote(Path(os.path.relpath(file, page.absolute().parent)).as_posix())
    except ValueError:
        return ''

"""How far each period has come (`docgen status`), in the page's words and symbols, with the next step's address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen import StatusRequest, status
from docgen.app.data.record_files import FOLDERS, NAMES, record_file, record_files
from docgen.app.pages.record_addresses import LISTS, item_index, item_name
from docgen.records.version_history import State

if TYPE_CHECKING:
    from pathlib import Path

    from docgen import StatusReport
    from docgen.app.data.record_files import RecordFile
    from docgen.app.server.visit import Visit
    from docgen.errors import Finding
    from docgen.sign.status import DocumentStatus

STATES = {
    State.DRAFT: ("Inte fastställd", "○", 'none'),
    State.FIXED: ("Fastställd", "◐", 'wait'),
    State.PARTLY_SIGNED: ("Delvis undertecknad", "◑", 'wait'),
    State.SIGNED: ("Undertecknad", "✓", 'good'),
    State.PUBLISHED: ("Publicerad", "✓", 'good'),
}
"""Word, symbol, and kind of colour."""
DONE, UNDERWAY, TO_DO = ("Klar", "✓", 'good'), ("Pågår", "◐", 'wait'), ("Att göra", "○", 'none')


@dataclass(frozen=True)
class Step:
    """Something to do: a button that leads to where it is done."""

    label: str
    address: str
    why: str = ''


@dataclass(frozen=True)
class Task:
    """A part of a period's work."""

    title: str
    address: str
    state: tuple[str, str, str]
    told: str = ''
    errors: int = 0
    warnings: int = 0


def state_of(document: DocumentStatus) -> tuple[str, str, str]:
    """Give a document's state as word, symbol and kind of colour."""
    if not document.built:
        return ("Utkast finns" if document.drafted else "Inte gjord"), "○", 'none'
    word, symbol, kind = STATES[document.state]
    if document.packaged:
        word += ", arkiverad"
    if document.changed:
        return f"{word}; ändrad sedan dess", "!", 'bad'
    return word, symbol, kind


def report(visit: Visit, *periods: str) -> StatusReport:
    """Give how far the documents have come."""
    return status(StatusRequest(visit.desk.root, periods))


def periods(visit: Visit) -> list[str]:
    """Give every period of the data, newest first: by the first year of its name."""
    names = {each.id for each in record_files(visit.desk.root)}
    return sorted(names, key=lambda name: (name[:4], len(name), name), reverse=True)


def next_step(document: DocumentStatus) -> Step | None:
    """Give the next step with a document: the same advice as `docgen status` gives, as a button."""
    if not document.next_steps or not document.latest:
        return None
    command = document.next_steps[0].command.split()[1]
    address = f'/period/{document.period}'
    by_pen = any(each.by_pen for each in document.signers)
    label, place = {
        'build': ("Gör dokumenten", address),
        'fix': ("Fastställ", f'{address}/underskrift'),
        'sign': ("Skriv under", f'{address}/underskrift'),
        'receive': (f"Ta emot{' pappret' if by_pen else ''}", f'{address}/underskrift'),
        'print': ("Skriv under", f'{address}/underskrift'),
        'verify': ("Pröva underskrifterna", f'{address}/underskrift'),
        'publish': ("Publicera", f'{address}/webb'),
        'archive': ("Arkivera", f'{address}/arkiv'),
    }.get(command, ("Visa", address))
    return Step(label, place, document.next_steps[0].purpose)


def place_of(root: Path, finding: Finding) -> tuple[str, str]:
    """Give the address of the form where a finding is mended, and what it belongs to; empty where there is none."""
    file = finding.place.file
    key = finding.place.key or ''
    for each in [*record_files(root), *(record_file(root, kind) for kind in ('settings', 'parties', 'wording'))]:
        if each.path == file:
            return _form_address(each, key), _what(each, key)
    return '', file.name if file else ''


def _what(file: RecordFile, key: str) -> str:
    """What a finding belongs to, in words: the item of a list where there is one."""
    whole = f"{NAMES[file.kind]} {file.id}" if file.kind in FOLDERS else NAMES[file.kind]
    for each in LISTS.values():
        if each.kind == file.kind and key.startswith(each.key + '['):
            number = key.removeprefix(each.key + '[').partition(']')[0]
            return f"{each.one.lower()} {number} i {whole}"
    return whole


def _form_address(file: RecordFile, key: str) -> str:
    period = f'/period/{file.id}'
    for each in LISTS.values():
        if each.kind == file.kind and key.startswith(each.key + '['):
            items = file.data.get(each.key) or []
            index = item_index(items, f'nr-{key.removeprefix(each.key + "[").partition("]")[0]}')
            return f'{period}/{each.section}/{item_name(items[index], index)}' if index is not None else period
    return {
        'agreement': f'{period}/overenskommelse',
        'promise': f'{period}/uppgifter',
        'follow_up': f'{period}/uppfoljning/{file.path.stem}',
        'settings': '/installningar/arbetsytan',
        'parties': '/installningar/parter',
        'wording': '/installningar/formuleringar',
    }[file.kind]


def counted(findings: list[Finding]) -> tuple[int, int]:
    """Count errors and warnings."""
    errors = sum(each.severity == 'error' for each in findings)
    return errors, len(findings) - errors

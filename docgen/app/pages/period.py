"""A period's page: its work as a task list, and its documents with pictures; making the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen import BuildRequest, build
from docgen.app.data.record_files import record_files
from docgen.app.pages import drafts
from docgen.app.pages.period_state import DONE, TO_DO, UNDERWAY, Task, counted, report, state_of
from docgen.app.pages.record_addresses import LISTS
from docgen.app.server.jobs import Result
from docgen.errors import Severity
from docgen.records.version_history import State

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.data.record_files import RecordFile
    from docgen.app.server.visit import Visit
    from docgen.errors import Finding
    from docgen.sign.status import DocumentStatus


def period(visit: Visit) -> Response:
    """Show a period."""
    name = visit.part('period')
    files = [each for each in record_files(visit.desk.root) if each.id == name]
    told = report(visit)
    documents = [each for each in told.documents if each.period == name]
    if not files and not documents:
        raise visit.missing(f"Det finns ingen period ”{name}”.")
    main = next((each for each in files if each.kind != 'follow_up'), None)
    state = visit.desk.state()
    unreadable = [finding for each in files for finding in each.unreadable]
    blocking = [each for file in files for each in state.of_file(file.path) if each.severity is Severity.ERROR]
    return visit.page(
        'period',
        main.title if main else name,
        name=name,
        compare=_before(visit, main),
        tasks=[each for file in files for each in _tasks(visit, file)]
        + _later_tasks(name, documents, files, state.findings),
        documents=[_document(name, each) for each in documents if each.latest],
        drafts=drafts.documents(visit.desk, name),
        version=''.join(each.version[:6] for each in files),
        unreadable=unreadable,
        blocking=blocking,
        draft_blocked=state.draft_errors,
    )


def _before(visit: Visit, main: RecordFile | None) -> str:
    """The period of the same kind that comes before, to compare with."""
    if main is None:
        return ''
    ids = sorted(each.id for each in record_files(visit.desk.root, main.kind))
    place = ids.index(main.id)
    return ids[place - 1] if place else ''


def make_documents(visit: Visit) -> Response:
    """Make a period's documents in the background."""
    name = visit.part('period')

    def work(progress: Any) -> Result:
        made = build(BuildRequest(visit.desk.root, (name,)), progress)
        return Result(f'/period/{name}', "Dokumenten är gjorda, och varje PDF är kontrollerad.", made.warnings)

    job = visit.desk.jobs.start(f"Gör dokumenten för {name}", f'/period/{name}', work)
    return visit.go(f'/arbete/{job.number}')


def _tasks(visit: Visit, file: RecordFile) -> list[Task]:
    """The tasks of filling in one file: its own fields, and each list that has a page of its own."""
    if file.kind == 'follow_up':
        return []
    address = f'/period/{file.id}'
    found = visit.desk.state().of_file(file.path)
    lists = [each for each in LISTS.values() if each.kind == file.kind]
    tasks = []
    for each in lists:
        inside = [finding for finding in found if (finding.place.key or '').startswith(each.key)]
        found = [finding for finding in found if finding not in inside]
        items = file.data.get(each.key) or []
        errors, warnings = counted(inside)
        state = TO_DO if not items else UNDERWAY if errors else DONE
        tasks.append(Task(each.title, f'{address}/{each.section}', state, _number(len(items)), errors, warnings))
    errors, warnings = counted(found)
    section = 'overenskommelse' if file.kind == 'agreement' else 'uppgifter'
    title = "Uppgifter"
    told = "Titel, tider, texter, diarienummer och vilka som skriver under."
    return [Task(title, f'{address}/{section}', UNDERWAY if errors else DONE, told, errors, warnings), *tasks]


def _number(count: int) -> str:
    return f"{count} i listan." if count else "Inget är skrivet än."


def _later_tasks(
    name: str, documents: list[DocumentStatus], files: list[RecordFile], findings: tuple[Finding, ...]
) -> list[Task]:
    """The tasks that come when the data are written: signing, following up, publishing, archiving."""
    address = f'/period/{name}'
    latest = [each for each in documents if each.latest]
    states = {each.state for each in latest}
    signed = [each for each in latest if each.signers]
    missing = [signer.name for each in signed for signer in each.signers if not signer.signed]
    some_signed = any(each.all_have_signed for each in states)
    signing = DONE if signed and not missing else TO_DO if states <= {State.DRAFT} else UNDERWAY
    tasks = [
        Task("Underskrift", f'{address}/underskrift', signing, f"Saknas: {', '.join(missing)}." if missing else '')
    ]
    follow_ups = [each for each in files if each.kind == 'follow_up']
    if any(each.kind == 'promise' for each in files):
        paths = {each.path for each in follow_ups}
        errors, warnings = counted([each for each in findings if each.place.file in paths])
        state = TO_DO if not follow_ups else UNDERWAY if errors else DONE
        told = "Hur det gick. Görs när perioden är slut, eller under tiden." if not follow_ups else ''
        tasks.append(Task("Uppföljning", f'{address}/uppfoljning', state, told, errors, warnings))
        web = DONE if states == {State.PUBLISHED} else UNDERWAY if some_signed else TO_DO
        tasks.append(Task("Till webben", f'{address}/webb', web))
    elif latest:
        web = DONE if states == {State.PUBLISHED} else TO_DO
        tasks.append(Task("Till webben", f'{address}/webb', web))
    packaged = bool(latest) and all(each.packaged for each in latest)
    tasks.append(Task("Arkiv", f'{address}/arkiv', DONE if packaged else TO_DO))
    return tasks


def _document(name: str, document: DocumentStatus) -> dict[str, Any]:
    return {
        'file': document.document,
        'title': document.title,
        'state': state_of(document),
        'built': document.built,
        'version': document.version,
        'pdf': f'/fil/{name}/{document.document}',
    }

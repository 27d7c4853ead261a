"""Arkiv: what a period's package lacks, making it, the register of all packages, verifying one, and fixity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen import ArchiveRequest, archive
from docgen.app.pages import uploads
from docgen.app.pages.period_state import report
from docgen.app.pages.record_addresses import period_trail
from docgen.app.server.jobs import Result
from docgen.app.server.visit import download, within
from docgen.archive.fixity import last_states, run_fixity
from docgen.archive.pack import Form
from docgen.archive.register import as_csv, read_register
from docgen.archive.verify import verify_package
from docgen.records.version_history import State
from docgen.sign.trust import workspace_trust
from docgen.swedish import file_size, plural

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_FOLDER = 'arkiv'


def period_archive(visit: Visit) -> Response:
    """Show what the archive lacks of a period, and its packages."""
    period = visit.part('period')
    documents = [each for each in report(visit, period).documents if each.latest]
    lacking = [each.title for each in documents if each.state in (State.DRAFT, State.FIXED, State.PARTLY_SIGNED)]
    state = visit.desk.state()
    settings = state.workspace.settings.archive if state.workspace else None
    empty = [
        label for label, value in (("Leveransöverenskommelse", getattr(settings, 'agreement', None)),) if not value
    ]
    return visit.page(
        'period_archive',
        f"Arkiv: {period}",
        period=period,
        trail=period_trail(period),
        documents=documents,
        lacking=lacking,
        packaged=bool(documents) and all(each.packaged for each in documents),
        empty=empty,
        packages=[each for each in _packages(visit) if period in each['row'].package],
    )


def make_package(visit: Visit) -> Response:
    """Make a period's package in the background."""
    period = visit.part('period')
    back = f'/period/{period}/arkiv'
    unsigned = bool(visit.typed('unsigned'))

    def work(progress: Any) -> Result:
        done = archive(ArchiveRequest(visit.desk.root, period, unsigned, None, Form.ZIP), progress)
        state = "Paketet är klart" if done.new else "Paketet fanns redan, oförändrat"
        return Result(back, f"{state}: {done.files} filer, {file_size(done.bytes)}.", done.warnings)

    return visit.go(f'/arbete/{visit.desk.jobs.start(f"Arkivera {period}", back, work).number}')


def register(visit: Visit) -> Response:
    """Show all packages."""
    kept = visit.desk.result(visit.asked('svar'))
    return visit.page('archive', "Arkiv", packages=_packages(visit), fixity=kept if isinstance(kept, list) else None)


def register_file(visit: Visit) -> Response:
    """Give the register as CSV."""
    folder = visit.desk.root / _FOLDER
    rows = list(read_register(folder, last_states(folder))) if folder.is_dir() else []
    return download(('\ufeff' + as_csv(rows)).encode(), 'arkivregister.csv', 'text/csv')


def run_all_fixity(visit: Visit) -> Response:
    """Compare all packages with their own lists and with the last run, in the background."""
    folder = visit.desk.root / _FOLDER

    def work(progress: Any) -> Result:
        found = list(run_fixity(folder, progress)) if folder.is_dir() else []
        return Result(
            f'/arkiv?svar={visit.desk.keep_result(found)}',
            f"{len(found)} paket {plural(len(found), 'är jämfört', 'är jämförda')}.",
        )

    return visit.go(f'/arbete/{visit.desk.jobs.start("Jämför alla paket", "/arkiv", work).number}')


def package(visit: Visit) -> Response:
    """Give a package that is one file."""
    path = within(visit.desk.root / _FOLDER, visit.part('package'))
    return download(path.read_bytes(), path.name, 'application/octet-stream')


def verify_upload(visit: Visit) -> Response:
    """Verify a package that was chosen, or one of ours."""
    name = visit.typed('package')
    if name:
        path, shown, dropped = _own(visit, name), name, ''
    else:
        dropped, (path, *_) = uploads.keep(visit.desk, visit.uploads('files'))
        shown = (visit.uploads('files')[0].filename or path.name)[:200]

    def work(progress: Any) -> Result:
        try:
            found = verify_package(path, workspace_trust(visit.desk.root), progress)
        finally:
            if dropped:
                uploads.drop(visit.desk, dropped)
        return Result(f'/arkiv/svar/{visit.desk.keep_result((shown, found))}', '')

    return visit.go(f'/arbete/{visit.desk.jobs.start(f"Pröva {shown}", "/arkiv", work).number}')


def verified(visit: Visit) -> Response:
    """Show what verifying a package came to."""
    kept = visit.desk.result(visit.part('result'))
    if not isinstance(kept, tuple):
        raise visit.missing("Svaret finns inte kvar. Pröva paketet en gång till.")
    name, found = kept
    return visit.page('package', "Paketet håller" if found.ok else "Paketet håller inte", name=name, found=found)


def _own(visit: Visit, name: str) -> Path:
    folder = (visit.desk.root / _FOLDER).resolve()
    found = {path.name: path for path in folder.iterdir() if not path.is_symlink()} if folder.is_dir() else {}
    if name not in found:
        raise visit.missing("Paketet finns inte.")
    return found[name]


def _packages(visit: Visit) -> list[dict[str, Any]]:
    folder = visit.desk.root / _FOLDER
    if not folder.is_dir():
        return []
    rows = read_register(folder, last_states(folder))
    return [{'row': each, 'file': (folder / each.package).is_file()} for each in rows]

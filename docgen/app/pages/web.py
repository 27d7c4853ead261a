"""Till webben: publish the documents, and copy the list, the result, the page and the short texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen import PublishRequest, publish
from docgen.app.pages import drafts
from docgen.app.pages.period_state import report
from docgen.app.pages.record_addresses import period_trail
from docgen.app.server.jobs import Result
from docgen.app.server.visit import is_error
from docgen.context import follow_up_context, promise_context
from docgen.errors import DocgenError
from docgen.plan import RESULT_LIST
from docgen.records.record import WEB_FOLDER
from docgen.records.version_history import State
from docgen.web.short_texts import short_texts

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response

    from docgen.app.server.visit import Visit
    from docgen.errors import Finding
    from docgen.sign.status import DocumentStatus


def web(visit: Visit) -> Response:
    """Show what there is for the web."""
    period = visit.part('period')
    documents = [each for each in report(visit, period).documents if each.latest]
    finished = visit.desk.output / period / WEB_FOLDER
    draft = not finished.is_dir()
    refused = _make_draft(visit, period) if draft else ()
    folder = drafts.folder_of(visit.desk, period) / WEB_FOLDER if draft else finished
    public = visit.desk.output / period / 'public'
    return visit.page(
        'web',
        f"Till webben: {period}",
        period=period,
        trail=period_trail(period),
        draft=draft,
        refused=refused,
        base=f'/{"utkast" if draft else "fil"}/{period}/{WEB_FOLDER}',
        lists=_lists(folder),
        page=_page_source(folder),
        texts=_short_texts(visit, period),
        covers=[(f'/framsida/{period}/{each.document}', each.title) for each in documents if each.built],
        unpublished=[each.title for each in documents if each.state is not State.PUBLISHED],
        unsigned=[each.title for each in documents if each.signers and any(not one.signed for one in each.signers)],
        ready=bool(documents) and all(_may_publish(each) for each in documents),
        public=[
            (f'/fil/{period}/public/{path.name}', path.name, path.stat().st_size)
            for path in sorted(public.glob('*.pdf'))
        ]
        if public.is_dir()
        else [],
    )


def _make_draft(visit: Visit, period: str) -> tuple[Finding, ...]:
    """Make the draft, and say why where it cannot be made."""
    try:
        drafts.draft(visit.desk, period)
    except DocgenError as error:
        return tuple(each for each in error.findings if is_error(each))
    return ()


def publish_documents(visit: Visit) -> Response:
    """Make the public copies in the background."""
    period = visit.part('period')
    back = f'/period/{period}/webb'
    accept, network = bool(visit.typed('accept_untrusted')), bool(visit.typed('network'))

    def work(progress: Any) -> Result:
        done = publish(PublishRequest(visit.desk.root, period, accept_untrusted=accept, network=network), progress)
        names = [each.path.name for each in done.documents]
        return Result(back, f"Publicerat: {len(names)} filer ligger i output/{period}/public.", done.warnings)

    return visit.go(f'/arbete/{visit.desk.jobs.start(f"Publicera {period}", back, work).number}')


def _may_publish(document: DocumentStatus) -> bool:
    return document.state.all_have_signed or (document.state is State.FIXED and not document.signers)


def _lists(folder: Path) -> list[dict[str, Any]]:
    """The list of what is promised, and one of the results for each follow-up."""
    results = sorted(path.stem for path in folder.glob(f'{RESULT_LIST}*.html'))
    found = [_list(folder, 'lista', "Listan", "Det som är lovat, att klistra in på en webbsida.")]
    for name in results:
        which = name.removeprefix(RESULT_LIST).strip('-')
        found.append(_list(folder, name, f"Resultatet {which}".strip(), "Hur det gick, att klistra in på en webbsida."))
    return [each for each in found if each]


def _list(folder: Path, name: str, title: str, told: str) -> dict[str, Any] | None:
    files = {kind: folder / f'{name}.{kind}' for kind in ('html', 'md', 'txt')}
    if not files['html'].is_file():
        return None
    texts = {kind: path.read_text('utf-8') for kind, path in files.items() if path.is_file()}
    return {'name': name, 'title': title, 'told': told, 'texts': texts}


def _page_source(folder: Path) -> str:
    """The whole page's HTML; empty if it is not made."""
    file = folder / 'sida.html'
    return file.read_text('utf-8') if file.is_file() else ''


def _short_texts(visit: Visit, period: str) -> list[Any]:
    workspace = visit.desk.state().workspace
    promise = workspace.promises.get(period) if workspace else None
    if workspace is None or promise is None or visit.desk.state().draft_errors:
        return []
    context = promise_context(workspace, promise, full_file='', draft=True)
    followed = workspace.final_follow_ups(promise.previous)
    told = follow_up_context(workspace, followed[0], draft=True) if followed else None
    return short_texts(context, told, workspace.wording.short_texts)

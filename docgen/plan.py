"""Which documents a period has: their parts, names and templates. The one place that knows.

| document | file | parts |
|---|---|---|
| agreement | `samverkansoverenskommelse-NAME-PERIOD.pdf` | body, signature blocks |
| promise, full | `medborgarlofte-NAME-PERIOD.pdf` | body, signature blocks, follow-up of the promise before |
| promise, short | `medborgarlofte-NAME-PERIOD-kort.pdf` | the short list |
| follow-up | `uppfoljning-medborgarlofte-NAME-PERIOD.pdf` | the same content as the appendix |
| follow-up of a part | `uppfoljning-medborgarlofte-NAME-PERIOD-maj-juli.pdf` | an account of those months |

Where the parties have written a follow-up each of the same days, the sender's id ends the name.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from docgen.errors import Finding, UsageError
from docgen.model import DocumentKind, SigningMethod
from docgen.swedish import months_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.model import FollowUp, Signatory
    from docgen.workspace import Workspace

WORD_FOLDER = 'word'
RESULT_LIST = 'resultat'
"""What the files of a follow-up's list for the web are called, without what part it is about."""
_STEMS = {
    DocumentKind.AGREEMENT: 'samverkansoverenskommelse-{name}-{period}',
    DocumentKind.PROMISE: 'medborgarlofte-{name}-{period}',
    DocumentKind.PROMISE_SHORT: 'medborgarlofte-{name}-{period}-kort',
    DocumentKind.FOLLOW_UP: 'uppfoljning-medborgarlofte-{name}-{period}',
}


@dataclass(frozen=True)
class PartJob:
    """One Word template to fill for one record."""

    kind: DocumentKind
    record: str
    """Id of the agreement, promise or follow-up."""
    template: Path
    word: str
    """File name of the filled .docx."""
    appendix: str = ''
    """"Bilaga 1" for an appendix."""
    page_prefix: str = ''
    """"B1-" for an appendix."""


@dataclass(frozen=True)
class DocumentJob:
    """One PDF: its parts in order, and who signs it."""

    kind: DocumentKind
    period: str
    record: str
    file: str
    title: str
    date: datetime.date
    """The document's date from the data; one without, as a draft may be, takes the first day of its period."""
    parts: tuple[PartJob, ...]
    signatories: tuple[Signatory, ...] = ()
    full_file: str = ''
    """For a promise, full or short: the file name of the full one."""
    electronic: bool = False
    """Whether the data say that it is signed electronically."""
    dated: bool = True
    """Whether the data have a date; else `date` is no day on which anything happened."""

    @property
    def appendices(self) -> tuple[tuple[str, str], ...]:
        """What each appendix is called, "Bilaga 1", and the id of the follow-up that it is."""
        return tuple((part.appendix, part.record) for part in self.parts if part.appendix)


@dataclass(frozen=True)
class WebJob:
    """The web files of one promise, and the documents that they link to."""

    period: str
    promise: str
    documents: dict[DocumentKind, DocumentJob]
    """The agreement, and the promise, full and short."""
    own: tuple[DocumentJob, ...]
    """The follow-ups of this promise: each has its result list as soon as it is there."""
    previous: tuple[DocumentJob, ...]
    """The final follow-ups of the promise before."""

    @property
    def linked(self) -> tuple[DocumentJob, ...]:
        """Every document that the page and the lists lead to."""
        return (*self.documents.values(), *self.own, *self.previous)


@dataclass(frozen=True)
class Plan:
    """All that a wish asks for."""

    all_periods: tuple[str, ...]
    """Every period of the workspace, also those whose data are not finished."""
    periods: tuple[str, ...]
    documents: tuple[DocumentJob, ...]
    web: tuple[WebJob, ...]

    def linked_periods(self, period: str) -> list[str]:
        """Give the period and those of the plan that its web page leads to, page by page."""
        return sorted(_linked({period}, self.web) & set(self.periods))


def plan(workspace: Workspace, wish: Sequence[str] = (), *, linked: bool = True) -> Plan:
    """Give the documents of the wished periods, of all without a wish.

    Args:
        workspace: the data.
        wish: periods.
        linked: also give those periods whose documents the web pages link to, page by page.

    Raises:
        UsageError: a wished period does not exist.
    """
    documents = _documents(workspace)
    web = [_web(workspace, promise, documents) for promise in workspace.promises]
    known = sorted({job.period for job in documents})
    for period in wish:
        if period not in known:
            raise _unknown(period, known)
    wished = set(wish) or set(known)
    if linked:
        wished = _linked(wished, web)
    return Plan(
        tuple(sorted({*known, *workspace.set_aside})),
        tuple(period for period in known if period in wished),
        tuple(job for job in documents if job.period in wished),
        tuple(job for job in web if job.period in wished),
    )


def _linked(periods: set[str], web: Sequence[WebJob]) -> set[str]:
    """Give the periods and all that their web pages lead to: those have pages with links of their own."""
    reached = periods | {document.period for job in web if job.period in periods for document in job.linked}
    return reached if reached == periods else _linked(reached, web)


def _documents(workspace: Workspace) -> list[DocumentJob]:
    return [*_agreements(workspace), *_promises(workspace), *_follow_ups(workspace)]


def _agreements(workspace: Workspace) -> Iterable[DocumentJob]:
    for agreement in workspace.agreements.values():
        part = _part(workspace, DocumentKind.AGREEMENT, agreement.id)
        yield DocumentJob(
            DocumentKind.AGREEMENT,
            agreement.id,
            agreement.id,
            f'{_stem(workspace, DocumentKind.AGREEMENT, agreement.id)}.pdf',
            agreement.title,
            agreement.signed_on or agreement.period.start,
            (part,),
            agreement.signatories,
            electronic=agreement.signing is SigningMethod.ELECTRONIC,
            dated=agreement.signed_on is not None,
        )


def _promises(workspace: Workspace) -> Iterable[DocumentJob]:
    for promise in workspace.promises.values():
        parts = [_part(workspace, DocumentKind.PROMISE, promise.id)]
        for number, each in enumerate(workspace.final_follow_ups(promise.previous), start=1):
            word = f'{_stem(workspace, DocumentKind.PROMISE, promise.id)}-bilaga-{number}.docx'
            template = workspace.templates / workspace.settings.templates.follow_up
            parts.append(PartJob(DocumentKind.FOLLOW_UP, each.id, template, word, f"Bilaga {number}", f"B{number}-"))
        date = promise.signed_on or promise.period.start
        full_file = f'{_stem(workspace, DocumentKind.PROMISE, promise.id)}.pdf'
        for kind, its_parts, signatories in (
            (DocumentKind.PROMISE, tuple(parts), promise.signatories),
            (DocumentKind.PROMISE_SHORT, (_part(workspace, DocumentKind.PROMISE_SHORT, promise.id),), ()),
        ):
            title = promise.title if kind is DocumentKind.PROMISE else f"{promise.title} – kortversion"
            file = f'{_stem(workspace, kind, promise.id)}.pdf'
            yield DocumentJob(
                kind, promise.id, promise.id, file, title, date, its_parts, signatories, full_file,
                electronic=promise.signing is SigningMethod.ELECTRONIC, dated=promise.signed_on is not None,
            )  # fmt: skip


def _follow_ups(workspace: Workspace) -> Iterable[DocumentJob]:
    template = workspace.templates / workspace.settings.templates.follow_up
    for follow_up in workspace.follow_ups.values():
        stem = f'{_stem(workspace, DocumentKind.FOLLOW_UP, follow_up.promise)}{follow_up_suffix(workspace, follow_up)}'
        yield DocumentJob(
            DocumentKind.FOLLOW_UP,
            follow_up.promise,
            follow_up.id,
            f'{stem}.pdf',
            follow_up.title,
            follow_up.dated or follow_up.period.start,
            (PartJob(DocumentKind.FOLLOW_UP, follow_up.id, template, f'{stem}.docx'),),
            dated=follow_up.dated is not None,
        )


def follow_up_suffix(workspace: Workspace, follow_up: FollowUp) -> str:
    """Say what part of the promise a follow-up is about, for names of files: "-maj-juli", "-polisen"; '' for all of it.

    The part's months always stand in the name, also while there is no other follow-up: the name must not change when
    the next one is written.
    """
    promise = workspace.promises.get(follow_up.promise)
    part = ''
    if promise is not None and not follow_up.period.includes(promise.period):
        years = {promise.period.start.year, (promise.period.end or promise.period.start).year}
        one_year = promise.period.end is not None and len(years) == 1
        part = f'-{months_text(follow_up.period, year=not one_year)}'
    same = [each for each in workspace.follow_ups_of(follow_up.promise) if each.period == follow_up.period]
    return f'{part}-{follow_up.sender}' if len(same) > 1 else part


def _web(workspace: Workspace, promise_id: str, documents: Sequence[DocumentJob]) -> WebJob:
    promise = workspace.promises[promise_id]
    wanted = {
        (DocumentKind.AGREEMENT, promise.agreement),
        (DocumentKind.PROMISE, promise_id),
        (DocumentKind.PROMISE_SHORT, promise_id),
    }
    linked = {job.kind: job for job in documents if (job.kind, job.record) in wanted}
    by_record = {job.record: job for job in documents if job.kind is DocumentKind.FOLLOW_UP}
    own = tuple(by_record[each.id] for each in workspace.follow_ups_of(promise_id))
    previous = tuple(by_record[each.id] for each in workspace.final_follow_ups(promise.previous))
    return WebJob(promise_id, promise_id, linked, own, previous)


def _part(workspace: Workspace, kind: DocumentKind, record: str) -> PartJob:
    template = workspace.templates / getattr(workspace.settings.templates, kind.value)
    return PartJob(kind, record, template, f'{_stem(workspace, kind, record)}.docx')


def _stem(workspace: Workspace, kind: DocumentKind, record: str) -> str:
    return _STEMS[kind].format(name=workspace.settings.name, period=record)


def _unknown(period: str, known: Sequence[str]) -> UsageError:
    near = get_close_matches(period, known, 1)
    return UsageError(
        Finding(
            'period-unknown',
            f"Det finns ingen period ”{period}” i data.",
            "docgen bygger bara perioder som har en överenskommelse, ett löfte eller en uppföljning.",
            f"Menade du {near[0]}?" if near else f"De perioder som finns är {', '.join(known) or 'inga'}.",
        )
    )

"""Filling in a record: the form, saving it, changing its lists, and both versions side by side if the file changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from docgen.app.data.saving import ChangedMeanwhileError
from docgen.app.forms.answers import Reading, answers
from docgen.app.forms.fields import Source, fields_of, placed
from docgen.app.forms.list_changes import changed
from docgen.app.forms.values import html_id
from docgen.app.pages import drafts
from docgen.app.pages.choices import references
from docgen.app.pages.form_hints import last_year, sentence, sentences
from docgen.app.pages.names import named
from docgen.errors import Finding, Place, UsageError, reason
from docgen.swedish.clock import here
from docgen.workspace.yaml_update import same, updated, written

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.forms.fields import Field
    from docgen.app.pages.record_addresses import Part
    from docgen.app.server.visit import Visit


@dataclass(frozen=True)
class _Shown:
    """What a form shows beside its fields."""

    opened: str
    unsaved: bool = False
    theirs: str = ''
    """What the file says now, where it was changed by someone else meanwhile."""
    mine: str = ''


def show(visit: Visit, part: Part) -> Response:
    """Show the form with what the file says."""
    return _page(visit, part, part.data, _Shown(part.file.version))


def take(visit: Visit, part: Part) -> Response:
    """Take what was typed: change a list and show the form again, or save it."""
    source = _source(visit, part)
    change = visit.typed('change')
    reading = Reading(_typed(visit), source, tokens=bool(change))
    data = answers(part.model, part.data, reading, without=part.without)
    opened = visit.typed('opened')
    if change:
        return _page(visit, part, changed(data, change), _Shown(opened, unsaved=True))
    data = named(data, part.model)
    try:
        note = save(visit, part, data, opened)
    except ChangedMeanwhileError:
        theirs, mine = _text(part.data), _text(data)
        return _page(visit, part, data, _Shown(part.file.version, unsaved=True, theirs=theirs, mine=mine), status=409)
    return visit.go(_address_after(part, data), note)


def tell_sentences(visit: Visit, part: Part) -> Response:
    """Tell how each target reads with what is typed now, by the id of its place on the page."""
    reading = Reading(_typed(visit), _source(visit, part), tokens=True)
    data = answers(part.model, part.data, reading, without=part.without)
    return JSONResponse({f'{html_id(name)}-item': text for name, text in sentences(data)})


def save(visit: Visit, part: Part, data: dict[str, Any], opened: str) -> str:
    """Save a part of a file, and give what to say of it.

    Args:
        visit: the request.
        part: what the form showed.
        data: what was typed, as data.
        opened: the file's version when the form was opened.

    Raises:
        ChangedMeanwhileError: the file is not as it was when the form was opened.
        UsageError: the file cannot be written, or only by losing something of it.
    """
    file = part.file
    if same(part.data, data):
        unchanged = part.file.version == opened
        return "Inget var ändrat, så inget är sparat." if unchanged else "Det du skrev är redan sparat."
    whole = part.whole(data)
    try:
        text = file.path.read_bytes().decode('utf-8-sig') if file.path.exists() else ''
        new = updated(text, whole) if file.data else written(whole)
        visit.desk.saves.save(file.path, new, opened, part.title)
    except ValueError as error:
        raise UsageError(_not_in_place(part)) from error
    except OSError as error:
        raise UsageError(_unwritable(part, error)) from error
    if part.period:
        visit.afterwards.append(lambda: drafts.begin(visit.desk, part.period, _shown_document(visit, part)))
    return f"{part.title} sparades kl. {datetime.datetime.now(here()):%H.%M}."


def _address_after(part: Part, data: dict[str, Any]) -> str:
    """Where the part is found after the save: its id, which its address ends with, may be another."""
    name = data.get('id')
    if not part.path or not isinstance(name, str) or '/' in name:
        return part.address
    return f'{part.address.rpartition("/")[0]}/{name}' if name else part.address


def _source(visit: Visit, part: Part) -> Source:
    return Source(references(visit.desk.root, part.file), {}, sentence)


def _typed(visit: Visit) -> dict[str, list[str]]:
    return {name: visit.chosen(name) for name in visit.form}


def _page(visit: Visit, part: Part, data: dict[str, Any], shown: _Shown, *, status: int = 200) -> Response:
    fields = fields_of(part.model, data, _source(visit, part), without=part.without)
    state = visit.desk.state()
    preview = _preview(visit, part)
    found = list(part.file.unreadable) or state.of_file(part.file.path, part.prefix)
    pairs = placed(found, fields, f'{part.prefix}.' if part.prefix else '')
    asked = [(finding, field) for finding, field in pairs if field or not _elsewhere(finding, part)]
    return visit.page(
        'record',
        part.title,
        status=status,
        part=part,
        fields=fields,
        findings=[(finding, _target(field), field.question.label if field else '') for finding, field in asked],
        errors=[finding for finding, _ in asked if finding.severity == 'error'],
        shown=shown,
        stale=bool(shown.theirs),
        text=_text(part.data),
        file=part.file.path.relative_to(visit.desk.root).as_posix(),
        undo=next((each for each in visit.desk.saves.all()[:1] if visit.desk.root / each.file == part.file.path), None),
        preview=preview,
        blocking=(state.draft_errors or drafts.refused(visit.desk, preview.get('document', ''))) if part.period else (),
        last_year=last_year(visit, part) if part.prefix.startswith('commitments') else [],
        sentences=f'{part.address}/meningar' if part.prefix.startswith('commitments') else '',
    )


def _elsewhere(finding: Finding, part: Part) -> bool:
    """Whether a finding belongs to a list that has a page of its own."""
    key = (finding.place.key or '').removeprefix(f'{part.prefix}.' if part.prefix else '')
    return any(key == each or key.startswith((each + '[', each + '.')) for each in part.without)


def _target(field: Field | None) -> str:
    if field is None:
        return ''
    return html_id(field.name)


def _preview(visit: Visit, part: Part) -> dict[str, str]:
    document = _shown_document(visit, part)
    if not document:
        return {}
    last = bool(visit.desk.state().draft_errors or drafts.refused(visit.desk, document))
    return {
        'document': document,
        'picture': drafts.picture_address(part.period, document, part.heading, part.file.version, last=last),
        'others': drafts.documents(visit.desk, part.period, part.file.kind),  # type: ignore[dict-item]
    }


def _shown_document(visit: Visit, part: Part) -> str:
    """The document whose page is shown beside the form: the one that was chosen, or the first; empty without."""
    documents = drafts.documents(visit.desk, part.period, part.file.kind) if part.period else {}
    chosen = visit.asked('visa')
    return chosen if chosen in documents else next(iter(documents), '')


def _text(data: dict[str, Any]) -> str:
    return written(data)


def _not_in_place(part: Part) -> Finding:
    return Finding(
        'form-not-in-place',
        f"Filen {part.file.path.name} är skriven på ett sätt som formuläret inte kan ändra i.",
        "Kommentarer eller ordning i filen skulle gå förlorade. Filen är orörd.",
        "Ändra filen där den ligger, eller skriv den med en nyckel på varje rad.",
        Place(part.file.path),
    )


def _unwritable(part: Part, error: OSError) -> Finding:
    return Finding(
        'form-unwritable',
        f"Filen {part.file.path.name} kan inte sparas: {reason(error)}.",
        "Det som står i filen är orört, och det du skrev är inte sparat.",
        "Kontrollera att du får skriva i arbetsytans mapp, och spara en gång till.",
        Place(part.file.path),
    )

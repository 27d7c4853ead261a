"""The questions of a record with what its file says, ready to be shown: values, choices, and findings beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docgen.app.forms.kinds import Choice, Kind, Question, questions
from docgen.app.forms.values import data_key, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from docgen.errors import Finding
    from docgen.model import Record

    References = Callable[[type[Record], str], tuple[Choice, ...] | None]
    """The choices of a field that refers to something else: by the model and the field's key."""

_ASKED_INSIDE = (Kind.LINE, Kind.DATE, Kind.NUMBER, Kind.CHOICE)
"""What is asked of an item of a list even where it is optional: items are short."""
_LARGE = 20
"""Lines of a field for text, at most."""


@dataclass
class Field:
    """A question with its answer."""

    question: Question
    kind: Kind
    name: str
    """In HTML, with the tokens of list items: `targets.0.number`."""
    key: str
    """As findings tell it: `targets[1].number`."""
    text: str = ''
    """What stands in the field."""
    chosen: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    fields: list[Field] = field(default_factory=list)
    """Of a group."""
    items: list[Item] = field(default_factory=list)
    """Of a list."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        """Whether it has an answer."""
        return bool(self.text or self.chosen or self.items) or any(each.filled for each in self.fields)

    @property
    def folded(self) -> bool:
        """Whether it may be folded away: nothing to tell, and optional without an answer or a name in references."""
        if self.question.key == 'id':
            return bool(self.text) and not self.has_findings
        inside = '.' in self.name
        if self.kind is Kind.RECORDS and not inside:
            return False
        if inside and self.kind in _ASKED_INSIDE and self.question.key != 'unit_one':
            return False
        usual = self.kind is Kind.FLAG and inside and self.chosen == _usual(self.question)
        return not self.question.required and (usual or not self.filled) and not self.has_findings

    @property
    def has_findings(self) -> bool:
        """Whether there is a finding here or inside."""
        inside = [*self.fields, *(each for item in self.items for each in item.fields)]
        return bool(self.findings) or any(each.has_findings for each in inside)

    @property
    def rows(self) -> int:
        """How many lines of a field for text show it whole."""
        return min(_LARGE, max(3, sum(1 + len(line) // 70 for line in self.text.split('\n'))))


@dataclass
class Item:
    """One of a list."""

    token: str
    """Its place in the file from 0, or the letter n and a number if it is new."""
    name: str
    fields: list[Field]
    sentence: str = ''
    """How it reads in the document, where that can be told."""


@dataclass(frozen=True)
class Source:
    """What the questions are asked about."""

    references: References
    findings: Mapping[str, Sequence[Finding]]
    """By key, as `data_key` gives it."""
    sentence: Callable[[type[Record], Mapping[str, Any]], str] = lambda _model, _data: ''


def fields_of(
    model: type[Record], data: Mapping[str, Any], source: Source, *, prefix: str = '', without: Collection[str] = ()
) -> list[Field]:
    """Give a record's questions with their answers.

    Args:
        model: the record's model.
        data: what its file says, or what was typed.
        source: choices, findings and sentences.
        prefix: the record's own name in HTML, with a full stop at its end, or nothing.
        without: keys that are asked elsewhere.
    """
    return [
        _field(model, each, data.get(each.key), source, prefix + each.key)
        for each in questions(model)
        if each.key not in without
    ]


def placed(findings: Iterable[Finding], fields: Sequence[Field], prefix: str) -> list[tuple[Finding, Field | None]]:
    """Put each finding beside its field, or beside the nearest that holds it, and give all pairs.

    Args:
        findings: those of the record.
        fields: its questions.
        prefix: the record's own key in the file, `commitments[2].` for example.
    """
    by_key = {each.key: each for each in _all(fields)}
    pairs: list[tuple[Finding, Field | None]] = []
    for finding in findings:
        key = (finding.place.key or '').removeprefix(prefix)
        while key and key not in by_key:
            cut = max(key.rfind('.'), key.rfind('['))
            key = key[:cut] if cut > 0 else ''
        found = by_key.get(key)
        if found is not None and finding not in found.findings:
            found.findings.append(finding)
        pairs.append((finding, found))
    return pairs


def _all(fields: Iterable[Field]) -> Iterable[Field]:
    for each in fields:
        yield each
        yield from _all(each.fields)
        for item in each.items:
            yield from _all(item.fields)


def _field(model: type[Record], question: Question, value: Any, source: Source, name: str) -> Field:
    choices = source.references(model, question.key)
    kind = _kind(question, value, choices)
    made = Field(question, kind, name, data_key(name))
    if kind is Kind.GROUP and question.model:
        made.fields = fields_of(question.model, value or {}, source, prefix=name + '.')
    elif kind is Kind.RECORDS and question.model:
        made.items = [_item(question.model, each, source, name, token) for token, each in _with_tokens(value or [])]
    elif kind is Kind.TEXTS:
        made.items = [
            Item(token, f'{name}.{token}', [_lone_text(question, each, f'{name}.{token}')])
            for token, each in _with_tokens(value or [])
        ]
    elif kind is Kind.FLAG:
        made.chosen = ('true',) if (question.default if value is None else value) else ()
    elif kind in (Kind.CHOICE, Kind.CHOICES):
        made.choices, made.chosen = _with_chosen(question, kind, value, choices or question.choices)
    else:
        made.text = shown(kind, value)
    return made


def _kind(question: Question, value: Any, choices: tuple[Choice, ...] | None) -> Kind:
    """How the question is answered here: a name becomes a choice where it refers to something that there is."""
    kind = question.kind
    if choices is not None:
        kind = Kind.CHOICES if kind is Kind.LINES else Kind.CHOICE
    if value is None:
        return kind
    fits = {
        Kind.GROUP: isinstance(value, dict),
        Kind.RECORDS: isinstance(value, list) and all(isinstance(each, dict) for each in value),
        Kind.FLAG: isinstance(value, bool),
        Kind.PAIRS: isinstance(value, dict) and not any(isinstance(each, (dict, list)) for each in value.values()),
    }
    lists = (Kind.LINES, Kind.TEXTS, Kind.CHOICES)
    if kind in lists:
        scalars = isinstance(value, list) and not any(_is_nested(each) for each in value)
        fits[kind] = scalars and not (kind is Kind.LINES and any('\n' in str(each).strip('\n') for each in value))
    return kind if fits.get(kind, not isinstance(value, (dict, list))) else Kind.ODD


def _is_nested(value: Any) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and ITEM not in value)


def _item(model: type[Record], data: dict[str, Any], source: Source, name: str, token: str) -> Item:
    data = {key: value for key, value in data.items() if key != ITEM}
    fields = fields_of(model, data, source, prefix=f'{name}.{token}.')
    return Item(token, f'{name}.{token}', fields, source.sentence(model, data))


ITEM = '#'
"""The key under which an item that came from a form keeps its token. No data file has such a key."""


def _with_tokens(values: Sequence[Any]) -> list[tuple[str, Any]]:
    return [
        (str(each[ITEM]) if isinstance(each, dict) and ITEM in each else str(place), each)
        for place, each in enumerate(values)
    ]


def _lone_text(question: Question, value: Any, name: str) -> Field:
    text = value[TEXT] if isinstance(value, dict) else value
    return Field(question, Kind.TEXT, name, data_key(name), shown(Kind.TEXT, text))


TEXT = 'text'
"""The key of an item's text where the item came from a form."""


def _with_chosen(
    question: Question, kind: Kind, value: Any, choices: tuple[Choice, ...]
) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    given = question.default if value is None else value
    chosen = tuple(str(each) for each in (given if isinstance(given, list) else [given]) if each not in (None, ''))
    known = {each.value for each in choices}
    strange = tuple(Choice(each, f"{each} (finns inte)") for each in dict.fromkeys(chosen) if each not in known)
    if kind is Kind.CHOICE and not chosen:
        choices = (Choice('', "Välj" if question.required else "Inget valt"), *choices)
    elif kind is Kind.CHOICE and not question.required and question.default is None:
        choices = (Choice('', "Inget valt"), *choices)
    return (*choices, *strange), chosen


def _usual(question: Question) -> tuple[str, ...]:
    if question.kind is Kind.FLAG:
        return ('true',) if question.default else ()
    return (str(question.default),) if question.default not in (None, '') else ()

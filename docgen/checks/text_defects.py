"""Small defects of text that readers see (rule 6 of docs/rules.md).

All findings are warnings, with the text as it should be.

Ids, e-mail and web addresses, file names and reference numbers are exempt. A defect is told once per text, with
the number of times.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docgen.checks.finding_words import snippet
from docgen.checks.record_texts import record_entries, texts_of
from docgen.errors import Finding, Severity
from docgen.swedish import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.errors import Place
    from docgen.workspace import Workspace


class Defect(NamedTuple):
    """A kind of defect: how it is found and what stands there instead."""

    id: str
    pattern: re.Pattern[str]
    better: Callable[[re.Match[str]], str]
    what: str
    why: str


_LETTER = r'[^\W\d_]'
_MONTH = f'(?:{"|".join(MONTHS)})'
_WEEKDAY = r'(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:ar|en|arna)?'
# "för- och nackdelar", "kommun-, skol- och polisfrågor", "in- respektive utbrott": the space is right there.
_SHARED_TAIL = r'(?:och|eller|samt|respektive|resp\.|till|såväl|liksom|som|men|kontra|än|utan|à|&)\b'
_CASE_NUMBER = re.compile(r'[A-ZÅÄÖ]{1,6}\d[\w.:-]*')


def _technical(text: str) -> list[tuple[int, int]]:
    """Where addresses and reference numbers stand in the text."""
    spans = []
    before = ''
    for match in re.finditer(r'\S+', text):
        word = match[0]
        if (
            '@' in word
            or '://' in word
            or word.startswith('www.')
            or ('/' in word and any(map(str.isdigit, word)))
            or _CASE_NUMBER.match(word)
            or before.lower().strip('.:') in ('dnr', 'diarienummer')
        ):
            spans.append(match.span())
        before = word
    return spans


def _rising(match: re.Match[str]) -> bool:
    """Whether two numbers can be the ends of an interval; "0152-29" is a telephone number."""
    first, second = match['first'], match['second']
    return not first.startswith('0') and int(re.split('[.:]', first)[0]) < int(re.split('[.:]', second)[0])


DEFECTS = (
    Defect(
        'text-hyphen-space',
        re.compile(rf'(?<=[\w”])(?P<hyphen>[-‐‑])[ \u00a0\n]+(?!{_SHARED_TAIL})(?={_LETTER})', re.IGNORECASE),
        lambda match: match['hyphen'],
        "ett mellanslag efter bindestreck",
        "Sammansättningar skrivs ihop: EPA-traktorer.",
    ),
    Defect(
        'text-hyphen-space',
        re.compile(rf'(?<={_LETTER})[ \u00a0]+(?P<hyphen>[-‐‑])(?={_LETTER})'),
        lambda match: match['hyphen'],
        "ett mellanslag före bindestreck",
        "Sammansättningar skrivs ihop: EPA-traktorer.",
    ),
    Defect(
        'text-space-before-comma',
        re.compile(r'(?<=\S)[ \u00a0]+(?P<mark>[,;!?]|[.:](?=\s|$))(?!\.\.)'),
        lambda match: match['mark'],
        "ett mellanslag före skiljetecken",
        "Skiljetecken står direkt efter ordet.",
    ),
    Defect(
        'text-double-space',
        re.compile(r'(?<=\S)[ \u00a0]{2,}(?=\S)'),
        lambda _: ' ',
        "flera mellanslag i rad",
        "Det ger glapp i raden.",
    ),
    Defect(
        'text-tab',
        re.compile(r'[ \u00a0]{0,9}\t\s*'),
        lambda _: ' ',
        "en tabb",
        "Tabbar ger glapp som ser olika ut i PDF och på webben.",
    ),
    Defect(
        'text-straight-quote',
        re.compile(r'["“„‟]'),
        lambda _: '”',
        "raka eller utländska citattecken",
        "På svenska skrivs ”så här” i tryckt text.",
    ),
    Defect(
        'text-straight-quote',
        re.compile(r"(?<=\w)'|'(?=\w)"),
        lambda _: '’',
        "ett rakt enkelt citattecken",
        "På svenska skrivs apostrof och enkelt citattecken ’.",
    ),
    Defect(
        'text-interval-hyphen',
        re.compile(
            r'(?<![\w./:§-])(?P<first>\d{1,4}(?:[.:]\d\d)?)[ \u00a0]?-[ \u00a0]?(?P<second>\d{1,4}(?:[.:]\d\d)?)'
            r'(?![\d/:]|-\d|\.\d)'
        ),
        lambda match: f"{match['first']}–{match['second']}" if _rising(match) else match[0],
        "bindestreck i ett intervall",
        "Mellan två tal betyder tankstreck ”till”: 2020–2023, 15–18 år.",
    ),
    Defect(
        'text-interval-hyphen',
        re.compile(
            rf'(?P<first>\b(?:{_MONTH}|{_WEEKDAY}))[ \u00a0]?-[ \u00a0]?'
            rf'(?P<second>(?:\d{{1,2}} )?(?:{_MONTH}|{_WEEKDAY})\b)',
            re.IGNORECASE,
        ),
        lambda match: f"{match['first']}–{match['second']}",
        "bindestreck i ett intervall",
        "Mellan två dagar eller månader betyder tankstreck ”till”: mars–maj.",
    ),
    Defect(
        'text-dash-hyphen',
        re.compile(rf'(?<=[\w,.”)]) (?P<hyphen>-{{1,3}}) (?={_LETTER})'),
        lambda _: ' – ',
        "bindestreck som tankstreck",
        "Tankstreck är längre än bindestreck: –.",
    ),
    Defect(
        'text-wrapped',
        re.compile(r'\A[”“„«](?P<inner>[^”“„«»]+)[”“»]\Z'),
        lambda match: match['inner'],
        "citattecken runt alltihop",
        "Tryckta citattecken är inga citattecken i YAML; de följer med in i dokumentet.",
    ),
    Defect(
        'text-three-dots',
        re.compile(r'(?<!\.)\.\.\.(?!\.)'),
        lambda _: '…',
        "tre punkter i rad",
        "Uteslutning skrivs med ett tecken: ….",
    ),
    Defect(
        'text-invisible',
        re.compile('[\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff]+'),
        lambda _: '',
        "ett osynligt tecken",
        "Det följer ofta med från Word och bryter ord på fel ställe eller stör uppläsning och sökning.",
    ),
    Defect(
        'text-council-name',
        re.compile(r'\b(?P<local>[Ll]okalt |[Ll]okala )(?:Brå|Bra|BRA)\b'),
        lambda match: f"{match['local']}BRÅ",
        "Brå i stället för BRÅ",
        "Brå är den nationella myndigheten. Det lokala rådet skrivs BRÅ.",
    ),
    Defect(
        'text-council-name',
        re.compile(r'\b(?P<word>[Mm]yndigheten )BRÅ\b'),
        lambda match: f"{match['word']}Brå",
        "BRÅ i stället för Brå",
        "BRÅ är det lokala rådet. Den nationella myndigheten skrivs Brå.",
    ),
)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Every text with a defect, once for each kind."""
    for record in record_entries(workspace):
        for path, text, technical in texts_of(record.record):
            if technical:
                continue
            for defect_id, matches in defects(text).items():
                yield _finding(text, defect_id, matches, record.place(*path))


def defects(text: str) -> dict[str, list[tuple[Defect, re.Match[str]]]]:
    """The defects of a text by their kind, each with where it is."""
    exempt: list[tuple[int, int]] | None = None
    found: dict[str, list[tuple[Defect, re.Match[str]]]] = {}
    for defect in DEFECTS:
        for match in defect.pattern.finditer(text):
            if defect.better(match) == match[0]:
                continue
            exempt = _technical(text) if exempt is None else exempt
            if not any(start <= match.start() and match.end() <= end for start, end in exempt):
                found.setdefault(defect.id, []).append((defect, match))
    return found


def _finding(text: str, defect_id: str, matches: list[tuple[Defect, re.Match[str]]], place: Place) -> Finding:
    matches = sorted(matches, key=lambda each: each[1].start())
    defect, first = matches[0]
    start, end = first.span()
    better, shift = text, len(defect.better(first)) - (end - start)
    for each, match in reversed(matches):
        better = better[: match.start()] + each.better(match) + better[match.end() :]
    more = '' if len(matches) == 1 else f" Det finns på {len(matches)} ställen i texten."
    return Finding(
        id=defect_id,
        what=f"Texten har {defect.what}: ”{snippet(text, start, end)}”.{more}",
        why=defect.why,
        do=f"Skriv ”{snippet(better, start, end + shift)}”.",
        place=place,
        severity=Severity.WARNING,
    )

"""A line that is not YAML, explained in Swedish: which line, what is wrong with it, and how to write it instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place
from docgen.workspace.suggestions import listed_items
from docgen.workspace.yaml_emission import flow_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ENTRY = re.compile(r'(?P<start>\s*(?:- +)*(?:[^\s:#\'"]+: +|- +))(?P<value>.*?)\s*')
_NEW_KEY = re.compile(r'\s*(?:- \S|[^\s:#\'"]+:(?:\s|$))')
_COLON = re.compile(r':(\s|$)')
_OPENS_TEXT = re.compile(r'.*[>|][+-]?\s*')
_SPECIAL = '*&%@`,'
_SHOWN = 70
_CUT_QUOTES = ('found unexpected end of stream', 'found unexpected document separator')
_OPENED = (*_CUT_QUOTES, "could not find expected ':'")


@dataclass(frozen=True)
class _Spot:
    """The faulty line, and the one before it that is not empty."""

    line: str
    before: str
    problem: str
    column: int
    """Where ruamel stopped, from 0."""

    @property
    def start(self) -> str:
        found = _ENTRY.fullmatch(self.line)
        return found['start'] if found else ''

    @property
    def value(self) -> str:
        found = _ENTRY.fullmatch(self.line)
        return found['value'] if found else ''


def syntax_finding(file: Path, text: str, error: Exception) -> Finding:
    """Say what is wrong with a file that ruamel.yaml cannot compose.

    Args:
        file: the file.
        text: what it holds.
        error: what ruamel raised.
    """
    number, column = _position(text, error)
    lines = text.splitlines()
    line = lines[number - 1] if number and number <= len(lines) else ''
    if '\t' in line[: len(line) - len(line.lstrip())]:
        return Finding(
            'yaml-tab',
            "Raden börjar med en tabb.",
            "YAML tillåter bara mellanslag som indrag.",
            "Byt tabben mot mellanslag, två för varje nivå.",
            Place(file, number),
        )
    opened = _unclosed(lines, number or 0)
    if opened is not None:
        number, line = opened, lines[opened - 1]
    before = next((each for each in reversed(lines[: (number or 1) - 1]) if each.strip()), '')
    problem = _CUT_QUOTES[0] if opened is not None else str(getattr(error, 'problem', None) or error)
    reason, do = _reason(_Spot(line, before, problem, column))
    shown = ''.join(character if character.isprintable() else ' ' for character in line.strip())
    shown = shown if len(shown) <= _SHOWN else f'{shown[:_SHOWN]}…'
    return Finding(
        'yaml-syntax',
        f"Raden ”{shown}” går inte att läsa: {reason}." if shown else f"Raden går inte att läsa: {reason}.",
        "Filen läses inte alls förrän raden är rättad, för då är det osäkert vad resten betyder.",
        do,
        Place(file, number),
    )


def _unclosed(lines: Sequence[str], until: int) -> int | None:
    """Give the line (from 1) of a quotation mark that is never closed: the next line begins a new key all the same."""
    for number, line in enumerate(lines[:until], start=1):
        found = _ENTRY.fullmatch(line)
        mark = found['value'][:1] if found else ''
        if found is None or mark not in ("'", '"') or not mark:
            continue
        inner = found['value'][1:].replace("''", '') if mark == "'" else found['value'][1:].replace('\\"', '')
        following = next((each for each in lines[number:] if each.strip()), '')
        if mark not in inner and _NEW_KEY.match(following) and _indent(following) <= _key_column(line):
            return number
    return None


def _position(text: str, error: Exception) -> tuple[int | None, int]:
    """The line (from 1) and column (from 0) of the fault: what is never closed is found far below where it opens."""
    where = getattr(error, 'position', None)  # ReaderError counts characters
    if isinstance(where, int):
        return text.count('\n', 0, where) + 1, 0
    mark, context = getattr(error, 'problem_mark', None), getattr(error, 'context_mark', None)
    problem = getattr(error, 'problem', None) or ''
    if context and (problem in _OPENED or problem.startswith(("expected ',' or", "did not find expected ',' or"))):
        mark = context
    mark = mark or context
    return (mark.line + 1, mark.column) if mark else (None, 0)


def _reason(spot: _Spot) -> tuple[str, str]:
    problem = spot.problem
    if problem in _CUT_QUOTES:
        return "citattecknet avslutas inte", "Skriv ett citattecken av samma slag sist i texten."
    if 'unacceptable character' in problem:
        return "den innehåller ett styrtecken", "Ta bort tecknet. Det följer ofta med när text klistras in."
    if 'recursion' in problem:
        return "uppgifterna är nästlade i för många nivåer", "Kontrollera att varje [ och { avslutas."
    if 'another document' in problem:
        return (
            "filen innehåller två dokument efter varandra",
            "Ta bort raden med --- mellan dem, eller dela filen i två.",
        )
    if "expected ',' or" in problem:
        return _in_brackets(spot)
    if spot.value[:1] and spot.value[0] in _SPECIAL:
        what = f"texten börjar med ”{spot.value[0]}”, som betyder något särskilt i YAML"
        return what, _quote(spot)
    if r"'\t'" in problem:
        if '\t' in spot.value:
            return _pasted(spot)
        return "en tabb står där ett mellanslag ska stå", "Byt tabben mot ett mellanslag."
    if 'escape' in problem:
        return "ett omvänt snedstreck inom dubbla citattecken betyder något särskilt", (
            "Byt de dubbla citattecknen mot enkla (')."
        )
    if 'chomping' in problem:
        return "text står på samma rad som > eller |", "Låt texten börja på nästa rad, två mellanslag längre in."
    return _shape(spot)


def _in_brackets(spot: _Spot) -> tuple[str, str]:
    if '\t' in spot.value:
        return _pasted(spot)
    if ' #' in spot.value:
        return "# börjar en kommentar mitt i listan", "Sätt texten med # inom citattecken."
    opened, closed = ('{', '}') if '}' in spot.problem else ('[', ']')
    return f"det som börjar med {opened} slutar inte med {closed}", f"Skriv {closed} där det ska sluta."


def _pasted(spot: _Spot) -> tuple[str, str]:
    items = flow_list(listed_items(spot.value.strip('[]'))) or '[…]'
    return "texten har tabbar, som när celler klistras in från Excel", (
        f"Är det en lista: skriv {spot.start.strip()} {items}. Annars byt tabbarna mot mellanslag."
    )


def _shape(spot: _Spot) -> tuple[str, str]:
    problem = spot.problem
    quoted = spot.value[:1] in ("'", '"')
    if not quoted and spot.value[:1] not in ('[', '{') and _COLON.search(spot.value):
        return "texten innehåller ett kolon", _quote(spot)
    if 'sequence entries' in problem:
        return "texten börjar med ett bindestreck, som börjar en lista", (
            f"Låt listan börja på nästa rad. Är det en text: {_lower(_quote(spot))}"
        )
    if "found '<scalar>'" in problem and quoted:
        return "citattecknet avslutas mitt i texten", (
            "Finns det ett citattecken inne i texten, sätt hela texten inom det andra slaget: "
            "\"det är Anna's\" eller 'vi säger \"hej\"'. Se också efter på raden före."
        )
    if "found '<scalar>'" in problem and spot.value[:1] in ('[', '{'):
        return "något står efter ] eller }", "Låt listan sluta raden, eller sätt texten inom citattecken."
    here = _indent(spot.line)
    before = _indent(spot.before) if spot.line.lstrip().startswith('-') else _key_column(spot.before)
    if _OPENS_TEXT.fullmatch(spot.before) and here <= before:
        return "texten efter > eller | saknar indrag", f"Börja raden med {before + 2} mellanslag."
    if 'could not find expected' in problem or (not _COLON.search(spot.line) and 'mapping values' in problem):
        return "kolon saknas efter nyckeln, eller mellanslag efter kolonet", "Skriv raden som nyckel: värde."
    if 'mapping values' in problem and spot.before and not _COLON.search(spot.before) and here <= before:
        return "raden före saknar kolon, eller mellanslag efter kolonet", "Skriv raden före som nyckel: värde."
    if 'mapping values' in problem or 'block' in problem or here != before:
        return f"den har {_spaces(here)} som indrag, men raden före har {_spaces(before)}", (
            "Låt nycklar som hör ihop börja lika långt in, och det som hör till en nyckel två mellanslag längre in."
        )
    return "den följer inte YAML", "Rätta den eller raden före, eller sätt texten inom citattecken."


def _quote(spot: _Spot) -> str:
    mark = '"' if "'" in spot.value else "'"
    if mark in spot.value:
        return "Sätt texten inom citattecken."
    return f"Sätt texten inom citattecken: {spot.start.strip()} {mark}{spot.value}{mark}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(' '))


def _key_column(line: str) -> int:
    """Where the first key of a line begins: after the hyphen in `- id: x`."""
    return len(line) - len(line.lstrip(' -')) if line.lstrip().startswith('- ') else _indent(line)


def _spaces(count: int) -> str:
    return f"{count} mellanslag" if count else "inga mellanslag"

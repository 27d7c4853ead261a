"""A YAML file as plain data, with the line of every value.

YAML 1.2 as a node tree: scalars stay as the administrator wrote them ("2021-06-31" is a text until the
model asks for a date), so that the model, not the parser, says what is wrong and where.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.errors import Finding, FindingsError, Place, reason
from docgen.filesystem import read_file
from docgen.workspace.lost_text import comment_finding, indent_findings, lost_comment, mojibake_findings
from docgen.workspace.yaml_nodes import compose

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace.yaml_nodes import Node

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
MAX_ITEMS = 50_000
"""Keys and values of a file; a promise with all that it may hold has some thousands."""

KeyPath = tuple[str | int, ...]
Plain = dict[str, 'Plain'] | list['Plain'] | str | int | float | bool | None

_INTEGER = re.compile(r'-?(0|[1-9][0-9]*)')
_DECIMAL = re.compile(r'-?(0|[1-9][0-9]*)\.[0-9]+')
_HALF_PAIRS = re.compile('[\ud800-\udfff]')
_LINE_BREAKS = re.compile(r'\n+')
_STANDARD = 'tag:yaml.org,2002:'
_TAGS = frozenset(
    {
        '!',
        *(
            f'{_STANDARD}{each}'
            for each in ('str', 'int', 'float', 'bool', 'null', 'seq', 'map', 'timestamp', 'merge', 'value')
        ),
    }
)
_NULLS = frozenset(('', '~', 'null', 'Null', 'NULL'))
_BOOLEANS = {'true': True, 'True': True, 'TRUE': True, 'false': False, 'False': False, 'FALSE': False}


@dataclass(frozen=True)
class YamlSource:
    """The content of one YAML file and where each value stands."""

    file: Path
    data: Plain
    lines: dict[KeyPath, int]
    """Line (from 1) of each key or list item, by its path."""

    def place(self, path: KeyPath) -> Place:
        """Give the place of a value, or of its nearest parent that exists in the file."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Place(file=self.file, line=self.lines.get(known, 1), key=dotted(path) or None)


def dotted(path: KeyPath) -> str:
    """Write a path as a person reads it, list items counted from 1: `commitments[4].targets[1].number`."""
    text = ''
    for step in path:
        text += f'[{step + 1}]' if isinstance(step, int) else f'.{step}' if text else step
    return text


def as_json(data: object) -> str:
    """Give plain data as JSON. Half a surrogate pair, which JSON cannot hold, becomes a control character."""
    return _HALF_PAIRS.sub('\x7f', json.dumps(data, ensure_ascii=False))


def read_yaml(file: Path) -> YamlSource:
    """Read a YAML file.

    Raises:
        FindingsError: the file cannot be read or is not YAML as docgen takes it; every duplicate key is listed.
    """
    return parse_yaml(file, _read_text(file))


def parse_yaml(file: Path, text: str) -> YamlSource:
    """Read a YAML text.

    Args:
        file: where it stands, for the findings' places.
        text: the YAML.

    Raises:
        FindingsError: it is not YAML as docgen takes it.
    """
    strange = list(indent_findings(file, text))
    if strange:
        raise FindingsError(strange)
    node = compose(file, text)
    if node is None:
        raise FindingsError(
            Finding(
                'yaml-empty',
                "Filen är tom.",
                "Det finns inga uppgifter att göra dokument av.",
                "Fyll i filen; mönster finns i README under ”The data”.",
                Place(file, 1),
            )
        )
    construction = _Construction(file, text)
    construction.findings += mojibake_findings(file, text)
    data = construction.plain(node, ())
    if construction.findings:
        raise FindingsError(construction.findings)
    return YamlSource(file, data, construction.lines)


def _too_large(file: Path, what: str, line: int | None = None) -> Finding:
    return Finding(
        'yaml-too-large',
        what,
        "Så stora datafiler är nästan alltid fel fil.",
        "Kontrollera att rätt fil ligger här.",
        Place(file, line),
    )


def _read_text(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise FindingsError(_too_large(file, f"Filen är större än {MAX_BYTES // 1_000_000} MB."))
        return read_file(file).decode('utf-8-sig')
    except UnicodeDecodeError as error:
        raise FindingsError(
            Finding(
                'yaml-not-utf8',
                "Filen är inte sparad som UTF-8.",
                "Bokstäverna å, ä och ö går inte att läsa säkert.",
                "Öppna filen i redigeraren och spara den med teckenkodningen UTF-8.",
                Place(file),
            )
        ) from error
    except OSError as error:
        raise FindingsError(
            Finding(
                'file-unreadable',
                f"Filen går inte att läsa: {reason(error)}.",
                "Utan den kan inga dokument göras.",
                "Kontrollera att filen finns och att du får läsa den.",
                Place(file),
            )
        ) from error


class _Construction:
    """Turns YAML nodes, ruamel's or libyaml's, into plain data while noting lines and defects."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text_lines = text.split('\n')
        self.lines: dict[KeyPath, int] = {}
        self.findings: list[Finding] = []
        self._seen: set[int] = set()
        self._count = 0

    def plain(self, node: Node, path: KeyPath) -> Plain:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        self._count += 1
        if self._count > MAX_ITEMS:
            raise FindingsError(_too_large(self.file, f"Filen har fler än {MAX_ITEMS} uppgifter.", line))
        if node.tag is not None and node.tag not in _TAGS:
            self._find('yaml-tag', line, path, f"Uppgiften har märket ”{node.tag.removeprefix(_STANDARD)}”.")
            return None
        if len(path) > MAX_DEPTH:
            self._find('yaml-too-deep', line, path, "Uppgifterna är nästlade i för många nivåer.")
            return None
        if node.id == 'scalar':
            self._lost_comment(node, path)
            return self._scalar(node)
        if id(node) in self._seen:
            self._find('yaml-alias', self.lines[path], path, "Filen använder YAML-ankare (& och *).")
            return None
        self._seen.add(id(node))
        if node.id == 'sequence':
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        if node.id == 'mapping':
            return self._mapping(node, path)
        raise TypeError(type(node).__name__)

    def _mapping(self, node: Node, path: KeyPath) -> Plain:
        mapping: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node.value, str):
                self._find('yaml-key', line, path, "En nyckel måste vara ett ord.")
                continue
            key = key_node.value
            key_path = (*path, key)
            if key in mapping:
                self._find(
                    'yaml-duplicate-key',
                    line,
                    key_path,
                    f"Nyckeln ”{key}” står två gånger, först på rad {self.lines[key_path]}.",
                )
                continue
            self.lines[key_path] = line
            mapping[key] = self.plain(value_node, key_path)
        return mapping

    def _lost_comment(self, node: Node, path: KeyPath) -> None:
        """Tell of what stands after a value on its line and is taken for a comment."""
        end = node.end_mark
        if node.style in ('|', '>', '"', "'") or end.line >= len(self.text_lines):
            return
        line = self.text_lines[end.line]
        if '#' in line[end.column :]:
            comment = lost_comment(line, end.column, node.value)
            if comment is not None:
                place = Place(self.file, end.line + 1, dotted(path) or None)
                self.findings.append(comment_finding(place, comment, node.value))

    @staticmethod
    def _scalar(node: Node) -> Plain:
        text: str = node.value
        if node.style == '>':
            # Folding has turned the empty line between two paragraphs into one line break.
            return _LINE_BREAKS.sub('\n\n', text.rstrip('\n'))
        if node.style in ('"', "'", '|'):
            return text
        if text in _NULLS:
            return None
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        if _INTEGER.fullmatch(text) and len(text) < 16:
            return int(text)
        if _DECIMAL.fullmatch(text) and len(text) < 16:
            return float(text)
        return text

    def _find(self, finding_id: str, line: int, path: KeyPath, what: str) -> None:
        why, do = _ADVICE[finding_id]
        self.findings.append(Finding(finding_id, what, why, do, Place(self.file, line, dotted(path) or None)))


_ADVICE = {
    'yaml-tag': ("Märken med utropstecken ändrar vad en uppgift är, och läses inte.", "Ta bort märket."),
    'yaml-too-deep': ("Så djupa filer läses inte.", "Kontrollera indragen."),
    'yaml-alias': ("Innehållet blir svårt att följa och kan växa utan gräns.", "Skriv ut texten på varje ställe."),
    'yaml-key': ("Nycklar är namn som title eller period.", "Skriv nyckeln som ett ord följt av kolon."),
    'yaml-duplicate-key': (
        "Det går inte att veta vilken av dem som gäller.",
        "Ta bort den ena eller ge uppgifterna rätt nycklar.",
    ),
}

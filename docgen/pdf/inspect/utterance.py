"""What a screen reader says of one thing in a document: a heading, a paragraph, a table cell with its headers."""

from __future__ import annotations

from dataclasses import dataclass

_NAMES = {
    'Figure': "Bild",
    'Formula': "Formel",
    'LI': "Punkt",
    'Note': "Fotnot",
    'Caption': "Bildtext",
    'TH': "Rubrikcell",
    'TD': "Cell",
    'TOCI': "Innehåll",
    'Form': "Fält",
}


@dataclass(frozen=True)
class Utterance:
    """One thing said: `role` is a standard structure type, `page` counts from 1, None when nothing is painted.

    `headers` are a table cell's column and row headers. `links` are the texts of the links within. `items` is how many
    items a list, or rows a table, has; `columns` how many columns.
    """

    role: str
    text: str
    page: int | None = None
    headers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    items: int = 0
    columns: int = 0

    def spoken(self) -> str:
        """What is heard, in Swedish: "Rubrik nivå 1: Inledning", "Antal: 4", "Lista med 3 punkter"."""
        if self.role == 'L':
            return f"Lista med {_count(self.items, 'punkt', 'punkter')}"
        if self.role == 'Table':
            return f"Tabell med {_count(self.items, 'rad', 'rader')} och {_count(self.columns, 'kolumn', 'kolumner')}"
        if self.role in ('Sect', 'Part', 'TOC'):
            return f"Avsnitt: {self.text}"
        text = self.text
        if self.links:
            linked = "länk" if self.links == (text,) else "länkar: " + ', '.join(self.links)
            text = f"{text} ({linked})"
        if self.role[:1] == 'H' and self.role[1:].isdigit():
            return f"Rubrik nivå {self.role[1:]}: {text}"
        if self.role == 'TD' and self.headers:
            return f"{', '.join(self.headers)}: {text}"
        name = _NAMES.get(self.role)
        return f"{name}: {text}" if name else text


def _count(number: int, one: str, many: str) -> str:
    return f'{number} {one if number == 1 else many}'

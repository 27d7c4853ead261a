"""The register of an archive as a web page by itself: one table, to read on a screen, aloud or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from docgen.archive.fixity import GOOD, SENTENCES
from docgen.archive.register import HEADINGS, NOT_CHECKED, row_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docgen.archive.register import RegisterRow

_QUIET = {NOT_CHECKED, *(SENTENCES[state] for state in GOOD)}
_STYLE = """
:root { --ink: #1d232b; --blue: #12395f; --line: #c5ccd4; --soft: #f2f5f8 }
body { margin: 0 auto; padding: 1.5rem; max-width: 100rem; color: var(--ink); background: #fff; line-height: 1.45;
  font-family: "Source Sans 3", "Source Sans Pro", "Segoe UI", system-ui, -apple-system, Roboto, Arial, sans-serif }
h1 { margin: 0 0 .75rem; color: var(--blue); font-size: 1.8rem; line-height: 1.25; overflow-wrap: anywhere }
[role=region] { overflow-x: auto }
[role=region]:focus-visible { outline: .2rem solid var(--blue); outline-offset: .2rem }
table { border-collapse: collapse; width: 100%; font-size: .875rem }
caption { text-align: left; padding-bottom: .6rem; font-size: 1rem }
th, td { padding: .5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
thead th { background: var(--blue); color: #fff; font-weight: 600; vertical-align: bottom }
tbody th { font-weight: 600 }
tbody tr:nth-child(even) { background: var(--soft) }
td span { display: block }
td span + span { margin-top: .25rem }
.period, .numbers, .valid_from, .valid_to { white-space: nowrap }
.package { min-width: 6rem; overflow-wrap: anywhere }
@media print, (min-width: 90rem) { .parties, .signatories { min-width: 13em } }
.wrong { color: #8a1c1c; font-weight: 600; box-shadow: inset .3rem 0 #8a1c1c }
@page { size: A4 landscape; margin: 12mm }
@media print {
  body { padding: 0; max-width: none; font-size: 8.5pt }
  h1 { font-size: 15pt }
  table, caption { font-size: 8.5pt }
  [role=region] { overflow: visible }
  tr { break-inside: avoid }
  thead th { background: none; color: var(--ink); border-bottom: 2px solid var(--ink) }
  th, td { padding: .25rem .4rem }
}
"""


def as_html(found: Iterable[RegisterRow], title: str) -> str:
    """Give the register as a web page: a table with a caption, several values each on its own line.

    What the last fixity run found wrong is counted in the caption and marked in its row.
    """
    page = etree.Element('html', lang='sv')
    head = etree.SubElement(page, 'head')
    etree.SubElement(head, 'meta', charset='utf-8')
    etree.SubElement(head, 'meta', name='viewport', content='width=device-width, initial-scale=1')
    _add(head, 'title', title)
    _add(head, 'style', _STYLE)
    main = _add(_add(page, 'body'), 'main')
    _add(main, 'h1', title)
    region = {'role': 'region', 'title': title, 'tabindex': '0'}
    table = _add(_add(main, 'div', attributes=region), 'table')
    caption = _add(table, 'caption')
    headings = _add(_add(table, 'thead'), 'tr')
    for heading in HEADINGS.values():
        _add(headings, 'th', heading, {'scope': 'col'})
    body = _add(table, 'tbody')
    wrong = 0
    for row in found:
        wrong += _row(body, row)
    caption.text = f"Antal paket: {len(body)}, ett på varje rad"
    if wrong:
        caption.text += f". Att se över: {wrong}, markerat i kolumnen {HEADINGS['state']}"
    written: bytes = etree.tostring(page, method='html', encoding='UTF-8', doctype='<!DOCTYPE html>', pretty_print=True)
    return written.decode('utf-8')


def _row(body: etree._Element, row: RegisterRow) -> bool:
    """Add a row, and say whether something is wrong with the package."""
    wrong = row.state.partition(' (')[0] not in _QUIET
    line = _add(body, 'tr')
    for name, each in row_values(row).items():
        if name == 'title':
            _add(line, 'th', each[0], {'scope': 'row'})
        else:
            _cell(line, each, 'state wrong' if wrong and name == 'state' else name)
    return wrong


def _cell(line: etree._Element, each: Sequence[str], kind: str) -> None:
    cell = _add(line, 'td', attributes={'class': kind})
    if len(each) == 1:
        cell.text = each[0]
        return
    for value in each:
        _add(cell, 'span', value)


def _add(
    parent: etree._Element, tag: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> etree._Element:
    element = etree.SubElement(parent, tag, dict(attributes or {}))
    element.text = text
    return element

"""Every kind of PDF that docgen makes, built once: shipped, drafts, by one to five, long, short, hostile texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, Workbench, furnish

from docgen.engines import engines

if TYPE_CHECKING:
    from pathlib import Path

_EVERYTHING = PROJECT / 'tests/workspaces/everything/data'
_SIGNATORY = """  - party: lillby
    role: kommunen
    name: Maja Påhittad
    title: kommunchef
"""
_MORE = (
    ('polisen', 'polisen', 'Anna Exempel', 'tf. lokalpolisområdeschef'),
    ('lillby', 'kommunen-2', 'Øyvind Fiktiv von Påhittad-Exempelsson', 'chef för stadsledningskontoret'),
    ('polisen', 'polisen-2', 'Bo Låtsas', 'kommunpolis'),
    ('lillby', 'kommunen-3', 'Åke Ö', 'kommunstyrelsens ordförande'),
)
_HOSTILE = {
    'title: Fartkontroller': "title: 'R&D <5 år {{x}} {% y %} #set $a$ @b \\\\c *d* _e_ `f`'",
    'short_text: Kommunen sätter upp': (
        "short_text: 'f\u00adfi ffl ﬁ € ½ ² – … ”’» Ωλ Жя é (ﬂ) \u00a0| | Kommunen sätter upp'\n#"
    ),
    'text: Kommunen sätter upp en tavla som visar bilarnas': (
        "text: '%PDF-1.7 endstream endobj (((\\ <</Type/Page>> BT /F1 Tj ET EMC <b>x</b> &amp; &#x41; bilarnas'\n#"
    ),
    'introduction: Lillby': "introduction: '" + 'Donaudampfschifffahrt' * 12 + " Lillby'\n#",
    'name: Maja Påhittad': "name: 'Maja (\\) <Påhittad> & Co'",
}


@pytest.fixture(scope='session')
def documents(
    shipped: Workbench,
    everything: Workbench,
    smallest: Workbench,
    built_by_libreoffice: dict[str, Workbench],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, ...]:
    """All PDFs of all these workspaces, by every engine."""
    folder = tmp_path_factory.mktemp('documents')
    found = [pdf for each in (shipped, everything, smallest, *built_by_libreoffice.values()) for pdf in _pdfs(each)]
    for engine in engines():
        by = ('--engine', engine)
        found += _build(furnish(_EVERYTHING, folder / engine / 'draft-everything'), *by, '--draft')
        found += _build(_hostile(folder / engine / 'hostile'), *by)
        for count in (3, 5) if engine == 'typst' else (5,):  # the smallest workspace is signed by one
            found += _build(_signed_by(count, folder / engine / f'signatories-{count}'), *by)
    return tuple(found)


def _signed_by(count: int, root: Path) -> Workbench:
    workbench = _minimal(root)
    more = ''.join(
        f'  - party: {party}\n    role: {role}\n    name: {name}\n    title: {title}\n'
        for party, role, name, title in _MORE[: count - 1]
    )
    for file in sorted((workbench.root / 'data').glob('[ap]*/*.yaml')):
        workbench.replace(str(file.relative_to(workbench.root / 'data')), _SIGNATORY, _SIGNATORY + more)
    return workbench


def _hostile(root: Path) -> Workbench:
    workbench = _minimal(root)
    for old, new in _HOSTILE.items():
        workbench.replace('promises/2024.yaml', old, new)
    return workbench


def _minimal(root: Path) -> Workbench:
    return furnish(PROJECT / 'tests/workspaces/minimal/data', root)


def _build(workbench: Workbench, *options: str) -> list[Path]:
    answer = workbench.run('build', *options)
    assert answer.code == 0, answer.err
    return _pdfs(workbench)


def _pdfs(workbench: Workbench) -> list[Path]:
    found = sorted(workbench.output.rglob('*.pdf'))
    assert found
    return found

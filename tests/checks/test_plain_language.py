"""How many commitments, how long, and how hard to read."""

from __future__ import annotations

import pytest

from .workspaces import Files, commitment


@pytest.mark.parametrize(('number', 'counted'), [(1, "1 löfte"), (3, "3 löften"), (13, "13 löften")])
def test_too_few_or_too_many_commitments(files: Files, number: int, counted: str) -> None:
    files.promise['commitments'] = [commitment(each) for each in range(1, number + 1)]
    seen = files.only('commitment-count')
    assert (seen.severity, seen.line) == ('warning', 'commitments:')
    assert seen.what == f"”Medborgarlöfte 2021” har {counted}."


def test_twelve_commitments_are_fine(files: Files) -> None:
    files.promise['commitments'] = [commitment(each) for each in range(1, 13)]
    assert files.seen() == []


def test_short_text_is_too_short(files: Files) -> None:
    files.commitment['short_text'] = 'Vi genomför minst fyra trygghetsvandringar.'
    seen = files.only('commitment-length')
    assert seen.what == "Den korta texten i löftet ”lofte-1” har 5 ord."


def test_text_is_too_long(files: Files) -> None:
    files.commitment['text'] += ' Vi går en runda.' * 20
    seen = files.only('commitment-length')
    assert seen.severity == 'warning'
    assert "har 94 ord" in seen.what


def test_heavy_language(files: Files) -> None:
    files.promise['introduction'] = (
        'Brottsförebyggande samverkansöverenskommelser förutsätter kontinuerlig verksamhetsövergripande '
        'kompetensutveckling beträffande situationsanpassade trygghetsskapande åtgärdsprogram '
    ) * 30
    seen = files.only('readability')
    assert seen.severity == 'warning'
    assert seen.line.startswith('introduction:')
    assert "läsbarhetsindex (LIX)" in seen.what

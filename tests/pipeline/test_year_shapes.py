"""Three shapes that real years have, as workspaces with made-up names: every status true, every follow-up in its place.

`daily-rates`: a yearly promise with rates per day and week, and two follow-ups; `conditions`: four signatories and
conditions; `areas`: two years, targets per area with shares, six follow-ups of four months each.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from rows_by_page import alone
from workbench import PROJECT, Workbench, furnish

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = PROJECT / 'tests/workspaces'


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbench]:
    benches = {}
    for name in ('daily-rates', 'conditions', 'areas'):
        bench = furnish(SHAPES / name / 'data', tmp_path_factory.mktemp(name) / 'workspace')
        assert bench.run('check').out == "0 fel, 0 varningar.\n"
        answer = bench.run('build')
        assert answer.code == 0, answer.err
        benches[name] = bench
    return benches


def _shown(bench: Workbench, period: str, name: str) -> str:
    pages = PdfReader(bench.output / period / name).pages
    text = ' '.join(page.extract_text() for page in pages).replace('\u2060', '').replace('\u00a0', ' ')
    return ' '.join(text.split())


def test_rates_per_day_and_week_followed_up_twice(built: dict[str, Workbench]) -> None:
    bench = built['daily-rates']
    half = _shown(bench, '2022', 'uppfoljning-medborgarlofte-granby-2022-januari-juni.pdf')
    assert '371 fartkontroller, i genomsnitt 2,05 per dygn' in half
    assert 'En av minst fyra hittills' in half
    assert '→ Pågår 4 100 %' in half
    whole = _shown(bench, '2022', 'uppfoljning-medborgarlofte-granby-2022.pdf')
    assert '733 fartkontroller, i genomsnitt 2,01 per dygn' in whole
    assert '139 fotpatruller, i genomsnitt 2,7 per vecka' in whole
    for row in ('✓ Genomfört 2 50 %', '▲ Delvis genomfört 2 50 %'):
        assert row in whole
    web = {path.name for path in (bench.output / '2022/webb').iterdir()}
    assert {'resultat.html', 'resultat-januari-juni.html', 'resultat-januari-juni.txt'} < web


def test_four_signatories_and_a_condition_that_never_arose(built: dict[str, Workbench]) -> None:
    bench = built['conditions']
    shown = _shown(bench, '2023', 'uppfoljning-medborgarlofte-sjoby-2023.pdf')
    assert 'Minst en trygghetsvandring, om invånarna önskar det' in shown.replace(' under löftesperioden', '')
    assert 'Ett löfte räknas inte in, för dess villkor inföll inte.' in shown
    for row in ('✓ Genomfört 2 67 %', '▲ Delvis genomfört 1 33 %', '◊ Villkoret inföll inte 1 –'):
        assert row in shown
    record = json.loads((bench.output / '2023/record.json').read_text('utf-8'))
    signed = next(each for each in record['documents'] if each['file'] == 'medborgarlofte-sjoby-2023.pdf')
    assert [each['role'] for each in signed['signatures']] == ['kommunen', 'polisen', 'kommunen-2', 'polisen-2']


def test_two_years_with_shares_per_area_followed_up_six_times(built: dict[str, Workbench]) -> None:
    bench = built['areas']
    made = {path.name for path in (bench.output / '2023-2024').glob('uppfoljning-*.pdf')}
    thirds = ('januari-april', 'maj-augusti', 'september-december')
    stem = 'uppfoljning-medborgarlofte-ekstad-2023-2024'
    assert made == {f'{stem}-{months}-{year}.pdf' for year in (2023, 2024) for months in thirds}
    shown = _shown(bench, '2023-2024', f'{stem}-januari-april-2023.pdf')
    assert '22 av minst 60 hittills, en tredjedel av året (Norra staden)' in shown
    assert '18 av minst 60 hittills, en tredjedel av året (Hamnen)' in shown
    assert 'Varav minst 20 % på kvällstid Nio kontroller, 22,5 % på kvällstid' in shown
    assert '12 % av högstadieklasserna' in shown
    assert 'Tolv %' not in shown
    assert 'Två av minst tolv hittills' in shown
    assert '→ Pågår 4 100 %' in shown
    # What an earlier follow-up counted is not in the number: "hittills" would be false.
    second = _shown(bench, '2023-2024', f'{stem}-maj-augusti-2023.pdf')
    assert '19 av minst 60 i den här perioden, en tredjedel av året (Norra staden)' in second
    assert 'Ett av minst tolv i den här perioden' in second
    new_year = _shown(bench, '2023-2024', f'{stem}-januari-april-2024.pdf')
    assert '20 av minst 60 hittills, en tredjedel av året (Norra staden)' in new_year
    assert 'Två av minst tolv i den här perioden' in new_year
    assert '✓ Genomfört 4 100 %' in _shown(bench, '2023-2024', f'{stem}-september-december-2024.pdf')


def test_no_table_leaves_a_row_alone(built: dict[str, Workbench]) -> None:
    assert [alone(path) for bench in built.values() for path in bench.output.rglob('*.pdf') if alone(path)] == []


def test_no_range_of_years_is_parted_by_a_lines_end(built: dict[str, Workbench]) -> None:
    file = built['areas'].output / '2023-2024/uppfoljning-medborgarlofte-ekstad-2023-2024-september-december-2024.pdf'
    first = PdfReader(file).pages[0].extract_text()
    assert not [line for line in first.splitlines() if line.rstrip().endswith('2023–')]


@pytest.mark.parametrize('number', [0, 60])
def test_what_four_months_cannot_decide_needs_a_person(number: int, tmp_path: Path) -> None:
    bench = furnish(SHAPES / 'areas/data', tmp_path / 'workspace')
    file = 'follow-ups/2023-tertial-1.yaml'
    bench.replace(file, 'status: ongoing', 'status: done')
    for before in (22, 18):
        bench.replace(file, f'number: {before}\n', f'number: {number}\n')
    assert 'done-without-assessor' in bench.run('check').ids

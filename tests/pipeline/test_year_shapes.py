"""Three shapes that real years have, with made-up names: every status true, every follow-up in its place.

(a) a yearly promise with rates per day and two follow-ups; (b) four signatories and a condition that never arose;
(c) two years, targets with shares, six follow-ups of four months each.
"""

from __future__ import annotations

import copy
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from workbench import Workbench

PROMISE, FOLLOW_UP = 'promises/2024.yaml', 'follow-ups'
CHECKS = {'comparator': 'at_least', 'unit': 'fartkontroller'}
FIRST_HALF, YEAR = ('2024-01-01', '2024-06-30', '2024-08-01'), ('2024-01-01', '2024-12-31', '2025-02-01')
TEXT = "Polisen och kommunen gör det som står i löftet, på de platser där det behövs mest."


def _read(bench: Workbench, file: str) -> Any:
    return YAML(typ='safe').load((bench.root / 'data' / file).read_text('utf-8'))


def _write(bench: Workbench, file: str, data: Any) -> None:
    text = StringIO()
    YAML().dump(data, text)
    path = bench.root / 'data' / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.getvalue(), 'utf-8')


def _outcomes(promise: Any, first: dict[str, Any]) -> list[dict[str, Any]]:
    others = [
        {'commitment': each['id'], 'status': 'done', 'assessed_by': 'säkerhetssamordnaren', 'comment': TEXT}
        for each in promise['commitments'][1:]
    ]
    return [{'commitment': promise['commitments'][0]['id'], 'comment': TEXT, **first}, *others]


def _follow_up(bench: Workbench, name: str, days: tuple[str, str, str], first: dict[str, Any]) -> None:
    start, end, dated = days
    promise = _read(bench, PROMISE)
    _write(
        bench,
        f'{FOLLOW_UP}/{name}.yaml',
        {
            'id': name,
            'title': f'Uppföljning av medborgarlöftet, {name}',
            'promise': '2024',
            'period': {'start': start, 'end': end},
            'dated': dated,
            'sender': 'lillby',
            'introduction': TEXT,
            'summary': TEXT,
            'outcomes': _outcomes(promise, first),
        },
    )


def _target(bench: Workbench, target: dict[str, Any], short: str, **commitment: Any) -> None:
    promise = _read(bench, PROMISE)
    promise['commitments'][0] |= {'targets': [target], 'short_text': short, 'text': short, **commitment}
    _write(bench, PROMISE, promise)


def _shown(bench: Workbench, name: str) -> str:
    pages = PdfReader(bench.output / '2024' / name).pages
    return ' '.join(' '.join(page.extract_text() for page in pages).replace('\u2060', '').split())


def test_a_rate_per_day_followed_up_twice(minimal: Workbench) -> None:
    _target(
        minimal,
        {
            'comparator': 'at_least',
            'number': 2,
            'unit': 'fartkontroller',
            'per': 'day',
            'day_word': 'dygn',
            'average': True,
        },
        'Polisen gör i genomsnitt minst två fartkontroller per dygn på Storgatan under hela året.',
    )
    _follow_up(minimal, 'halva', FIRST_HALF, {'status': 'ongoing', 'counts': [{'number': 71}]})
    _follow_up(minimal, 'hela', YEAR, {'status': 'done', 'counts': [{'number': 733}]})
    answer = minimal.run('build', '2024')
    assert answer.code == 0, answer.err
    half = _shown(minimal, 'uppfoljning-medborgarlofte-lillby-2024-januari-juni.pdf')
    assert '71 fartkontroller, i genomsnitt 0,39 per dygn' in half
    assert '733 fartkontroller' in _shown(minimal, 'uppfoljning-medborgarlofte-lillby-2024.pdf')
    web = {path.name for path in (minimal.output / '2024/webb').iterdir()}
    assert {'resultat.html', 'resultat-januari-juni.html', 'resultat-januari-juni.txt'} < web


def test_four_signatories_and_a_condition_that_never_arose(minimal: Workbench) -> None:
    _target(
        minimal,
        {'comparator': 'at_least', 'number': 1, 'unit': 'trygghetsvandringar'},
        'Polisen håller minst en trygghetsvandring i Lillby under året, om önskemål finns.',
        condition='om önskemål finns',
    )
    promise = _read(minimal, PROMISE)
    people = [('lillby', 'kommunen'), ('polisen', 'polisen'), ('lillby', 'kommunen-2'), ('polisen', 'polisen-2')]
    promise['signatories'] = [
        {'party': party, 'role': role, 'name': f'Anna Exempel {number}', 'title': 'chef'}
        for number, (party, role) in enumerate(people, start=1)
    ]
    _write(minimal, PROMISE, promise)
    _follow_up(minimal, 'hela', YEAR, {'status': 'not_applicable'})
    answer = minimal.run('build', '2024')
    assert answer.code == 0, answer.err
    shown = _shown(minimal, 'uppfoljning-medborgarlofte-lillby-2024.pdf')
    assert 'Villkoret inföll inte' in shown
    assert 'Minst en trygghetsvandring, om önskemål finns' in shown
    assert 'Ett löfte räknas inte in' in shown
    assert '100 %' in shown.replace('\u00a0', ' ')
    record = (minimal.output / '2024/record.json').read_text('utf-8')
    places = [record.index(f'"role": "{role}"') for _, role in people]
    assert places == sorted(places), 'who signs stands in the order of the data'


def test_two_years_with_shares_followed_up_six_times(minimal: Workbench) -> None:
    share = {'comparator': 'at_least', 'number': 20, 'unit': '%', 'text': 'på kvällstid'}
    _target(
        minimal,
        CHECKS | {'number': 60, 'per': 'year', 'sub_conditions': [share]},
        'Polisen gör minst 60 fartkontroller per år på Storgatan, varav minst 20 % på kvällstid.',
    )
    promise = _read(minimal, PROMISE)
    promise['period']['end'] = '2025-12-31'
    _write(minimal, PROMISE, promise)
    thirds = [
        ('01-01', '04-30', 'januari-april'),
        ('05-01', '08-31', 'maj-augusti'),
        ('09-01', '12-31', 'september-december'),
    ]
    for year in (2024, 2025):
        for number, (start, end, _) in enumerate(thirds, start=1):
            first = {
                'status': 'ongoing',
                'counts': [{'number': 15}, {'sub_condition': 1, 'number': 4, 'unit': 'kontroller'}],
            }
            days = (f'{year}-{start}', f'{year}-{end}', f'{year + 1}-01-15')
            _follow_up(minimal, f'{year}-{number}', days, copy.deepcopy(first))
    answer = minimal.run('build', '2024')
    assert answer.code == 0, answer.err
    made = {path.name for path in (minimal.output / '2024').glob('uppfoljning-*.pdf')}
    assert made == {
        f'uppfoljning-medborgarlofte-lillby-2024-{months}-{year}.pdf' for year in (2024, 2025) for *_, months in thirds
    }
    shown = _shown(minimal, 'uppfoljning-medborgarlofte-lillby-2024-maj-augusti-2025.pdf').replace('\u00a0', ' ')
    assert '15 av minst 60 hittills, en tredjedel av året' in shown
    assert 'Varav minst 20 % på kvällstid' in shown
    assert 'Fyra kontroller, 26,7 %' in shown


@pytest.mark.parametrize('number', [0, 60])
def test_what_four_months_cannot_decide_needs_a_person(minimal: Workbench, number: int) -> None:
    _target(
        minimal,
        CHECKS | {'number': 60, 'per': 'year'},
        'Polisen gör minst 60 fartkontroller per år på Storgatan, mest på vardagar.',
    )
    _follow_up(
        minimal, 'del', ('2024-01-01', '2024-04-30', '2024-06-01'), {'status': 'done', 'counts': [{'number': number}]}
    )
    assert 'done-without-assessor' in minimal.run('check').ids

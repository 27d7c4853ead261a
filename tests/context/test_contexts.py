"""What the templates get: plain data only, groups in order, statistics that add up, texts that say the same."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
from workbench import PROJECT

from docgen.context import agreement_context, follow_up_context, promise_context
from docgen.context.shared_context import one_line, paragraphs, sentence_case, title_in_text
from docgen.model import Grouping, SigningMethod, Status
from docgen.workspace import Workspace, load

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYTHING = load(PROJECT / 'tests/workspaces/everything')
SHIPPED = load(PROJECT)


def _promise(workspace: Workspace, key: str, **changes: Any) -> dict[str, Any]:
    promise = workspace.promises[key].model_copy(update=changes)
    context: Any = promise_context(workspace, promise, full_file='medborgarlofte.pdf')
    return dict(context)


def _follow_up(workspace: Workspace, key: str) -> dict[str, Any]:
    context: Any = follow_up_context(workspace, workspace.follow_ups[key])
    return dict(context)


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, each in value.items():
            assert type(key) is str
            yield from _values(each)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each)
    else:
        yield value


def test_a_count_stands_beside_the_target_that_it_is_of() -> None:
    outcome = _follow_up(SHIPPED, '2020')['follow_up']['outcomes'][0]
    assert [(row['target'], row['result']) for row in outcome['result_rows']] == [
        ("Minst fyra möten i BRÅ under löftesperioden", "Fyra möten i BRÅ")
    ]


@pytest.mark.parametrize('kind', ['agreement', 'promise'])
@pytest.mark.parametrize(
    ('changes', 'date', 'iso'),
    [
        ({'signed_on': datetime.date(2021, 3, 9)}, "9 mars 2021", '2021-03-09'),
        ({'signed_on': None, 'signing': SigningMethod.ELECTRONIC}, '', ''),
        (
            {'signed_on': None, 'signing': SigningMethod.PAPER},
            "[saknas: dagen för undertecknandet]",
            "[saknas: dagen för undertecknandet]",
        ),
    ],
)
def test_a_document_is_dated_by_the_day_it_is_signed(kind: str, changes: dict[str, Any], date: str, iso: str) -> None:
    made: Any
    if kind == 'agreement':
        made = agreement_context(SHIPPED, SHIPPED.agreements['2020-2023'].model_copy(update=changes), draft=True)
    else:
        made = promise_context(
            SHIPPED, SHIPPED.promises['2021'].model_copy(update=changes), full_file='a.pdf', draft=True
        )
    told = [each.replace('\u00a0', ' ') for each in (made['document']['date'], made['document']['date_iso'])]
    assert told == [date, iso]


@pytest.mark.parametrize(
    ('by', 'on', 'told'),
    [
        ("kommunstyrelsen, § 90", datetime.date(2020, 2, 26), "Kommunstyrelsen den 26 februari 2020, § 90"),
        ("kommunstyrelsen § 90 och 91", None, "Kommunstyrelsen, § 90 och 91"),
        ("kommunstyrelsen", None, "Kommunstyrelsen"),
        (None, datetime.date(2020, 2, 26), "Den 26 februari 2020"),
        (None, None, ''),
    ],
)
def test_who_decided_and_when(by: str | None, on: datetime.date | None, told: str) -> None:
    agreement = SHIPPED.agreements['2020-2023'].model_copy(update={'decided_by': by, 'decided_on': on})
    made: Any = agreement_context(SHIPPED, agreement)
    assert made['agreement']['decided'].replace('\u00a0', ' ') == told


def test_titles_in_running_text() -> None:
    titles = ("Medborgarlöfte 2021", "Samverkansöverenskommelse 2020–2023", "Trygghetslöfte 2021")
    assert [title_in_text(each) for each in titles] == [
        "medborgarlöftet 2021", "samverkansöverenskommelsen 2020–2023", "Trygghetslöfte 2021",
    ]  # fmt: skip


@pytest.mark.parametrize('workspace', [EVERYTHING, SHIPPED], ids=['everything', 'shipped'])
def test_templates_get_plain_data_and_nothing_else(workspace: Workspace) -> None:
    contexts = [
        *(agreement_context(workspace, each) for each in workspace.agreements.values()),
        *(promise_context(workspace, each, full_file='x.pdf') for each in workspace.promises.values()),
        *(follow_up_context(workspace, each) for each in workspace.follow_ups.values()),
    ]
    assert {type(value) for context in contexts for value in _values(context)} <= {str, int, bool}


def test_a_group_by_promiser_stands_where_its_first_commitment_would() -> None:
    groups = _promise(SHIPPED, '2021', grouping=Grouping.PROMISER)['promise']['groups']
    assert [group['title'] for group in groups] == [
        "Polisen lovar tillsammans med kommunen",
        "Polisen lovar",
        "Kommunen lovar tillsammans med Polisen",
        "Tillsammans lovar vi",
    ]
    listed = [each['number'] for group in groups for each in group['commitments']]
    assert sorted(listed) == list(range(1, 8))
    for group in groups:
        numbers = [each['number'] for each in group['commitments']]
        assert numbers == sorted(numbers)


def test_a_group_by_area_stands_where_its_first_commitment_would() -> None:
    promise = EVERYTHING.promises['2021-2022']
    areas = {area.id: area.title for area in EVERYTHING.agreements['fran-2021'].focus_areas}
    groups = _promise(EVERYTHING, '2021-2022')['promise']['groups']
    expected = dict.fromkeys(areas.get(each.focus_area or '', "Övrigt") for each in promise.commitments)
    assert [group['title'] for group in groups] == list(expected)
    assert "Övrigt" in expected
    assert sum(len(group['commitments']) for group in groups) == 12


def test_ungrouped_commitments_are_one_group_without_a_title() -> None:
    groups = _promise(EVERYTHING, '2021-2022', grouping=Grouping.NONE)['promise']['groups']
    assert [group['title'] for group in groups] == ['']
    assert [each['number'] for each in groups[0]['commitments']] == list(range(1, 13))


def test_a_commitment_names_the_parties_that_promise() -> None:
    commitments = {each['number']: each for each in _promise(EVERYTHING, '2021-2022')['promise']['commitments']}
    assert commitments[1]['promised_by'] == "Polisen"
    assert commitments[3]['promised_by'] == "Exempelby kommun, Provköpings kommun och Polismyndigheten"


def test_facts_leave_out_what_is_not_said_and_number_several_targets() -> None:
    commitments = {each['number']: each for each in _promise(EVERYTHING, '2021-2022')['promise']['commitments']}
    facts = {fact['label']: fact['value'] for fact in commitments[11]['facts']}
    assert "Plats" not in facts
    assert facts["Vem som lovar"] == commitments[11]['promised_by']
    assert facts["Senast"].replace('\u00a0', ' ') == "31 oktober 2022"
    assert facts["Mått 1"].startswith("Minst 90")
    assert facts["Mått 2"].startswith("En gemensam plan")
    assert all(fact['value'] for each in commitments.values() for fact in each['facts'])
    second = _promise(SHIPPED, '2021')['promise']['commitments'][1]
    assert second['targets'] == [second['title'].lower()]
    assert "Mått" not in {fact['label'] for fact in second['facts']}


@pytest.mark.parametrize(('workspace', 'key'), [(EVERYTHING, '2021-2022'), (SHIPPED, '2020')])
def test_statistics_add_up_and_follow_the_table_of_statuses(workspace: Workspace, key: str) -> None:
    follow_up = _follow_up(workspace, key)['follow_up']
    rows = follow_up['statistics']
    applicable = [row for row in rows if row['counted']]
    assert sum(row['count'] for row in rows) == len(follow_up['outcomes'])
    assert sum(row['count'] for row in applicable) == follow_up['total']
    assert all(row['count'] for row in rows)
    order = ["Genomfört", "Delvis genomfört", "Pågår", "Ej påbörjat", "Ej genomfört", "Villkoret inföll inte", "Utgår"]
    words = [row['word'] for row in rows]
    assert words == [word for word in order if word in words]
    for row in applicable:
        share = int(row['share'].removesuffix('\u00a0%'))
        assert abs(share - 100 * row['count'] / follow_up['total']) <= 0.5
        assert row['symbol']
    total = sum(int(row['share'].removesuffix('\u00a0%')) for row in applicable)
    assert (follow_up['share_note'] == '') == (total == 100)


def test_each_share_is_true_and_a_note_says_that_they_are_rounded() -> None:
    follow_up = _follow_up(SHIPPED, '2020')['follow_up']
    rows = follow_up['statistics']
    assert follow_up['share_note'] == "Andelarna är avrundade; tillsammans blir de 99\u00a0%."
    assert [row['share'] for row in rows] == ["44\u00a0%", "33\u00a0%", "11\u00a0%", "11\u00a0%"]


def test_more_outcomes_than_commitments_are_explained() -> None:
    assert _follow_up(SHIPPED, '2020')['follow_up']['total_note'] == (
        "Löfte 6 redovisas för varje part för sig. Därför är det nio utfall av åtta löften."
    )


def test_as_many_outcomes_as_commitments_need_no_note() -> None:
    follow_up = SHIPPED.follow_ups['2020']
    whole = [each for each in follow_up.outcomes if each.party != 'polisen']
    context: Any = follow_up_context(SHIPPED, follow_up.model_copy(update={'outcomes': whole}))
    assert context['follow_up']['total_note'] == ''


def test_what_never_arose_is_no_outcome_and_each_outcome_says_whether_its_promise_goes_on() -> None:
    follow_up = SHIPPED.follow_ups['2020']
    changes: list[dict[str, Any]] = [
        {'status': Status.NOT_APPLICABLE},
        {'continues': True},
        {'continues': False},
        {'continues': None},
    ]
    changed = [each.model_copy(update=more) for each, more in zip(follow_up.outcomes, changes, strict=False)]
    made: Any = follow_up_context(
        SHIPPED, follow_up.model_copy(update={'outcomes': (*changed, *follow_up.outcomes[4:])})
    )
    told = made['follow_up']
    assert [each['continues'] for each in told['outcomes'][1:4]] == ["Ja", "Nej", '']
    assert told['total'] == len(follow_up.outcomes) - 1
    assert "åtta utfall av sju löften" in told['total_note']


def test_the_charts_text_says_what_the_table_says() -> None:
    follow_up = _follow_up(SHIPPED, '2020')['follow_up']
    assert follow_up['chart_text'] == (
        "Stapeldiagram över nio utfall: fyra genomförda, tre delvis genomförda, ett pågår och ett ej genomfört."
    )
    assert [row['count'] for row in follow_up['statistics']] == [4, 3, 1, 1]


def test_outcomes_stand_in_the_promises_order_one_for_each_party() -> None:
    outcomes = _follow_up(EVERYTHING, '2021-2022')['follow_up']['outcomes']
    numbers = [each['number'] for each in outcomes]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 13))
    for number in numbers:
        parties = [each['party'] for each in outcomes if each['number'] == number]
        assert len(parties) == len(set(parties))
        assert parties == [''] or all(parties)


def test_a_target_that_nobody_counted_shows_no_result_beside_the_status() -> None:
    shown = set()
    for workspace, key in ((EVERYTHING, '2021-2022'), (SHIPPED, '2020')):
        for outcome in _follow_up(workspace, key)['follow_up']['outcomes']:
            own = [row for row in outcome['result_rows'] if not row['target'].startswith('Varav')]
            assert len(own) == len(outcome['targets'])
            for row in outcome['result_rows']:
                assert row['result'] != outcome['status']['word']
                assert row['result'][:1] == row['result'][:1].upper()
            assert outcome['any_results'] == any(row['result'] for row in outcome['result_rows'])
            shown |= {(outcome['status']['word'], row['target'], row['result']) for row in own}
    assert ("Pågår", "Alla medarbetare i socialtjänstens mottagning", '') in shown


def test_every_status_has_a_word_and_symbol_of_its_own() -> None:
    from docgen.context.words_for_choices import STATUSES
    from docgen.model import Status

    assert set(STATUSES) == set(Status)
    for key in ('word', 'symbol', 'solid'):
        assert len({look[key] for look in STATUSES.values()}) == len(Status)


def test_who_signs_stands_in_the_order_of_the_data() -> None:
    signing = _promise(EVERYTHING, '2021-2022')['signatories']
    assert [each['name'] for each in signing] == [each.name for each in EVERYTHING.promises['2021-2022'].signatories]


@pytest.mark.parametrize(
    ('typed', 'blocks'),
    [
        (None, []),
        ('', []),
        ('En rad', ['En rad']),
        ('En rad\nsom fortsätter', ['En rad som fortsätter']),
        ('Ett stycke\n\nEtt till', ['Ett stycke', 'Ett till']),
        ('\n\nEtt stycke\n\n\n\n\nEtt till\n', ['Ett stycke', 'Ett till']),
        ('  indraget  \n   \n mer ', ['indraget', 'mer']),
        ('hårt\u00a0mellanslag', ['hårt\u00a0mellanslag']),
    ],
)
def test_paragraphs_are_parted_by_empty_lines_only(typed: str | None, blocks: list[str]) -> None:
    assert paragraphs(typed) == blocks
    assert one_line(typed or '') == ' '.join(blocks)


def test_sentence_case_leaves_the_rest_as_it_is() -> None:
    assert [sentence_case(text) for text in ('', 'å', 'minst tre EPA', 'EST möts')] == [
        '',
        'Å',
        'Minst tre EPA',
        'EST möts',
    ]

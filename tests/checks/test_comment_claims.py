"""What a comment says was done or not, in plain words, against the status; and what events tell of each month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .workspaces import Files

PLAIN = 'Kommunen utbildar alla elever i årskurs 5 i brandskydd.'
ALL = {'comparator': 'all', 'unit': 'elever i årskurs 5'}
MONTHLY = {'comparator': 'at_least', 'number': 1, 'unit': 'tillsyner', 'unit_one': 'tillsyn', 'per': 'month'}
WEEKLY = {'comparator': 'at_least', 'number': 2, 'unit': 'kontroller', 'per': 'week', 'average': True}
WALKS = {'comparator': 'at_least', 'number': 4, 'unit': 'trygghetsvandringar', 'unit_one': 'trygghetsvandring'}
MEETINGS = {'comparator': 'at_least', 'number': 1, 'unit': 'startmöten', 'unit_one': 'startmöte'}


def _told(files: Files, target: dict[str, Any], comments: list[str], **outcome: Any) -> list[list[str]]:
    """The findings of each comment, beside those that the data have without it."""
    condition = {'condition': 'om önskemål finns'} if outcome.get('status') == 'not_applicable' else {}
    files.followed |= {'targets': [target], 'text': PLAIN, 'short_text': PLAIN, **condition}
    files.outcome.pop('counts', None)
    files.outcome |= outcome | {'comment': 'Så gick det.'}
    without = [each.what for each in files.seen()]
    told = []
    for comment in comments:
        files.outcome['comment'] = comment
        told.append([each.id for each in files.seen() if each.what not in without])
    return told


def test_what_all_did_not_get_is_told_and_what_they_got_is_not(files: Files) -> None:
    false = [
        'Utbildningen ställdes in.',
        'Utbildningen blev inte av på grund av snö.',
        'Ingen elev fick utbildningen.',
        'Nio av tio elever i årskurs 5 fick utbildningen.',
        '90 procent av eleverna fick utbildningen.',
        'Hälften av eleverna deltog.',
        'Fyra elever blev utan utbildningen.',
    ]
    assert _told(files, ALL, false, assessed_by='räddningschefen') == [['comment-disagrees']] * len(false)
    true = [
        'Alla 184 elever fick utbildningen. Nio av tio elever var nöjda, och ingen elev blev utan.',
        '184 av 184 elever fick utbildningen. Skolavslutningen ställdes in.',
        'Utbildningen i maj ställdes in, men hölls i juni. Tre elever var sjuka och fick den senare.',
    ]
    assert _told(files, ALL, true, assessed_by='räddningschefen') == [[]] * len(true)


def test_what_was_done_of_what_never_arose_is_told(files: Files) -> None:
    comments = [
        'Polisen höll två startmöten.',
        'Två startmöten hölls under hösten.',
        'Ingen bad om ett startmöte, trots två annonser.',
        'Inget startmöte hölls.',
    ]
    told = _told(files, MEETINGS, comments, status='not_applicable')
    assert told == [['comment-disagrees'], ['comment-disagrees'], [], []]


def test_numbers_are_held_against_the_count_also_where_the_target_is_a_rate(files: Files) -> None:
    comments = [
        'Polisen gjorde 122 kontroller.',
        'Polisen gjorde 90 kontroller, varav hälften vid skolor.',
        'Polisen gjorde etthundratjugotvå kontroller.',
        'Polisen gjorde 121 kontroller, och 40 kontroller gjordes i maj.',
        'Vi lovade 104 kontroller. I maj gjorde polisen 12 kontroller, alltså drygt två kontroller i veckan.',
    ]
    told = _told(files, WEEKLY, comments, counts=[{'number': 121}])
    assert told == [['follow-up-number-unknown']] * 3 + [[], []]


@pytest.mark.parametrize(
    ('events', 'judged', 'found'),
    [
        ([(1, 14)], False, True),
        ([(1, 3)], False, False),
        ([(month, 1) for month in range(1, 13)], False, False),
        ([(month, 1) for month in range(1, 12)] + [(3, 3)], False, True),
        ([(1, 14)], True, False),
    ],
    ids=['all-in-january', 'few-are-told', 'every-month', 'not-in-december', 'judged'],
)
def test_a_number_each_month_is_not_kept_by_the_years_sum(
    files: Files, events: list[tuple[int, int]], judged: bool, found: bool
) -> None:
    days = [{'date': f'2020-{month:02}-10', 'count': count, 'text': 'tillsyn på krog'} for month, count in events]
    files.followed |= {'targets': [MONTHLY], 'text': PLAIN, 'short_text': PLAIN}
    files.outcome |= {'counts': [{'number': 14}], 'comment': 'Så gick det.', 'events': days}
    files.outcome |= {'assessed_by': 'kommunpolisen'} if judged else {}
    assert ('done-without-assessor' in [each.id for each in files.seen()]) is found


def test_a_month_without_any_is_told_where_there_was_to_be_one_each_month(files: Files) -> None:
    comments = [
        'I juli och augusti gjordes ingen tillsyn.',
        'Ingen tillsyn gjordes i juli.',
        'Ingen ny krog öppnade i juli.',
    ]
    told = _told(files, MONTHLY, comments, counts=[{'number': 14}])
    assert told == [['comment-disagrees'], ['comment-disagrees'], []]


def test_a_month_that_the_follow_up_is_not_of_is_told(files: Files) -> None:
    files.follow_up['period']['end'] = '2020-06-30'
    comments = [
        'Polisen gjorde 60 kontroller från januari till september.',
        'En kontroll blev gjord i augusti.',
        'Polisen gjorde 60 kontroller i maj. Resten görs i september.',
    ]
    told = _told(files, WEEKLY, comments, counts=[{'number': 60}])
    assert [('comment-date-later' in each) for each in told] == [True, True, False]


def _walked(files: Files) -> dict[str, Any]:
    """Three walks in April, September and October, one of them at another place."""
    days = [('2020-04-10', 'Åmot'), ('2020-09-17', 'Östervåla'), ('2020-10-22', 'Östervåla')]
    files.followed['places'] = ['Östervåla', 'Åmot']
    events = [{'date': day, 'place': place, 'text': 'trygghetsvandring i centrum'} for day, place in days]
    return {'counts': [{'number': 3}], 'events': events, 'status': 'partly_done', 'reason': 'other'}


def test_days_places_and_order_are_held_against_the_events(files: Files) -> None:
    outcome = _walked(files)
    false = [
        'Kommunen gick tre trygghetsvandringar, alla i Östervåla.',
        'Kommunen gick tre trygghetsvandringar. Alla gick i Östervåla.',
        'Samtliga vandringar gjordes i september och oktober.',
        'Tre trygghetsvandringar gick i Östervåla.',
        'Två vandringar gjordes i oktober.',
        'Vandringarna gjordes den 10 april, den 17 september och den 22 november 2020.',
        'Kommunen gick tre trygghetsvandringar, den 10, 17 och 22 april.',
        'Kommunen gick tre trygghetsvandringar, den sista den 1 november.',
        'Den 5 maj gick kommunen en trygghetsvandring.',
        'Trygghetsvandringarna hölls 10/4, 17/9 och 23/10.',
        'Kommunen gick tre trygghetsvandringar. Den fjärde gjordes i december.',
        'Den femte trygghetsvandringen blev av på Lucia.',
    ]
    told = _told(files, WALKS, false, **outcome)
    assert [('comment-events' in each) for each in told] == [True] * len(false), dict(zip(false, told, strict=True))
    true = [
        'Två vandringar gick i Östervåla och en i Åmot. Den fjärde ställdes in.',
        'Kommunen gick tre trygghetsvandringar, den 10 april, den 17 september och den 22 oktober.',
        'Vandringarna gjordes 10/4, 17/9 och 22/10. Alla elever i Östervåla bjöds in den 3 maj.',
        'Vandringarna gick tidigt, alla i april, september och oktober. Den fjärde görs i mars 2021.',
        'Den 5 maj höll styrgruppen ett möte om trygghetsvandringarna. Alla i Östervåla fick ett brev.',
        'Tre trygghetsvandringar gjordes med elever från två skolor, alla i Östervåla.',
        'Vandringen den 3 maj ställdes in och flyttades till den 17 september.',
    ]
    assert _told(files, WALKS, true, **outcome) == [[]] * len(true)


def test_an_event_that_tells_another_place_than_its_own_is_told(files: Files) -> None:
    outcome = _walked(files)
    outcome['events'][1]['text'] = 'trygghetsvandring i Åmot'
    files.followed |= {'targets': [WALKS], 'text': PLAIN, 'short_text': PLAIN}
    files.outcome |= outcome | {'comment': 'Kommunen gick tre vandringar.'}
    assert ('comment-events', 'text: trygghetsvandring i Åmot') in [(each.id, each.line) for each in files.seen()]


def test_all_in_some_months_is_false_of_what_was_done_every_month(files: Files) -> None:
    comments = [
        'Under året gjordes 14 tillsyner, alla i januari och februari.',
        'Polisen gjorde fjorton tillsyner, alla i januari–mars.',
        'Polisen gjorde fjorton tillsyner, alla i januari till december.',
    ]
    assert _told(files, MONTHLY, comments, counts=[{'number': 14}]) == [['comment-events'], ['comment-events'], []]


def test_more_than_was_counted_is_told_also_with_the_promised_number(files: Files) -> None:
    hours = {'comparator': 'at_least', 'number': 120, 'unit': 'timmar', 'unit_one': 'timme', 'per': 'year'}
    false = [
        'Fältgruppen var ute mer än 120 timmar.',
        'Fältgruppen var ute i över 120 timmar.',
        'Över 120 timmar var fältgruppen ute.',
        'Fältgruppen var ute nästan 120 timmar.',
    ]
    outcome = {'status': 'not_done', 'reason': 'resources', 'counts': [{'number': 1}]}
    assert _told(files, hours, false, **outcome) == [['follow-up-number-unknown']] * len(false)
    true = [
        'Fältgruppen var ute en timme. Löftet var minst 120 timmar.',
        'Vi lovade mer än 120 timmar, men kom upp i en.',
        'Fältgruppen var inte ute i mer än 120 timmar.',
    ]
    assert _told(files, hours, true, **outcome) == [[]] * len(true)

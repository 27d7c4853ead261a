"""What data and texts might say that is not true of a promise, its days and its outcomes; and what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .workspaces import Files

PLAIN = 'Kommunen går på trygghetsvandring med alla som bor på orten.'
FOUR: dict[str, Any] = {'comparator': 'at_least', 'number': 4, 'unit': 'kontroller'}
MEASURED: dict[str, dict[str, Any]] = {
    'share': {'comparator': 'at_least', 'number': 80, 'unit': '%'},
    'share of pupils': {'comparator': 'at_least', 'number': 80, 'unit': '% av eleverna'},
    'at most none': {'comparator': 'at_most', 'number': 0, 'unit': 'olyckor'},
    'exactly none': {'comparator': 'exactly', 'number': 0, 'unit': 'olyckor'},
    'none': {'comparator': 'none', 'unit': 'olyckor'},
}


def _outcome(target: dict[str, Any], *numbers: float, status: str = 'done', **more: Any) -> Callable[[Files], object]:
    """One target; several numbers are of several places."""
    places = ('Torget', 'Hamnen')

    def change(files: Files) -> None:
        files.followed |= {'targets': [target], 'short_text': PLAIN, 'text': PLAIN, 'places': list(places)}
        counts: list[dict[str, Any]] = [{'number': each} for each in numbers]
        if len(counts) > 1:
            counts = [each | {'place': place} for each, place in zip(counts, places, strict=True)]
        reason = {'reason': 'resources'} if status in ('partly_done', 'not_done', 'dropped', 'not_started') else {}
        files.outcome |= {'counts': counts, 'status': status, 'comment': 'Det gick så här.', **reason, **more}

    return change


def _promise(**changes: Any) -> Callable[[Files], object]:
    return lambda files: files.promise.update(changes)


def _commitment(**changes: Any) -> Callable[[Files], object]:
    return lambda files: files.commitment.update(changes)


def _told(**changes: Any) -> Callable[[Files], object]:
    return lambda files: files.outcome.update(changes)


def _asked(answer: str, question: str = "Hur går det till?") -> Callable[[Files], object]:
    return _commitment(questions=[{'question': question, 'answer': answer}])


def _rate(text: str, per: str, number: int = 4) -> Callable[[Files], object]:
    target = {'comparator': 'at_least', 'number': number, 'unit': 'trygghetsvandringar', 'per': per}
    return _commitment(text=text, short_text=text, targets=[target])


WALKS = 'Kommunen genomför minst fyra trygghetsvandringar'
FALSE: dict[str, tuple[Callable[[Files], object], str]] = {
    'at most none, and one': (_outcome(MEASURED['at most none'], 1), 'done-but-missed'),
    'exactly none, and one': (_outcome(MEASURED['exactly none'], 1), 'done-but-missed'),
    'none, and one': (_outcome(MEASURED['none'], 1), 'done-but-missed'),
    'two halves of 45 % for 80 %': (_outcome(MEASURED['share'], 45, 45), 'done-without-assessor'),
    'two halves of 45 % of the pupils': (_outcome(MEASURED['share of pupils'], 45, 45), 'done-without-assessor'),
    '120 % of the pupils': (_outcome(MEASURED['share of pupils'], 120), 'count-too-large'),
    'dropped, though reached': (_outcome(FOUR, 4, status='dropped'), 'met-but-not-done'),
    'nine checks, counted as five': (
        _outcome(FOUR, 5, events=[{'date': '2020-03-01', 'text': 'kontroller vid skolan', 'count': 9}]),
        'events-exceed-count',
    ),
    'all checks, of which half were done': (
        _outcome(FOUR, 2, status='partly_done', comment='Alla kontroller genomfördes.'),
        'comment-disagrees',
    ),
    'not to go on, though it does': (_told(continues=False), 'dropped-commitment-continues'),
    'an event told of another day': (
        _told(events=[{'date': '2020-03-01', 'text': 'trygghetsvandring den 4 april 2020'}]),
        'event-text-date',
    ),
    'an event of another year in its text': (
        _told(events=[{'text': 'trygghetsvandring den 4 april 2019'}]),
        'event-text-date',
    ),
    'done after the follow-up was ready': (
        _told(comment='Fem trygghetsvandringar, den sista den 3 mars 2022.'),
        'comment-date-later',
    ),
    'a title with other years': (
        lambda f: f['agreements/2020-2023'].update(title='Samverkansöverenskommelse 2020–2024'),
        'title-years',
    ),
    'the agreement of another time': (
        _promise(introduction='Löftet bygger på samverkansöverenskommelsen 2016–2019.'),
        'agreement-years',
    ),
    'valid for other days in figures': (
        _promise(validity='Löftet gäller 2020-01-01–2020-12-31.'),
        'validity-disagrees',
    ),
    'valid for another year': (_promise(validity='Löftet gäller kalenderåret 2020.'), 'year-outside-period'),
    'of another year by its own word': (
        _promise(introduction='Det här är medborgarlöftet för 2020.'),
        'year-outside-period',
    ),
    'called by another year': (
        _promise(introduction='Medborgarlöfte 2020 är vår överenskommelse med invånarna.'),
        'year-outside-period',
    ),
    'an answer of another year': (_asked('Vandringarna görs i maj 2020.'), 'year-outside-period'),
    'a question of another year': (_asked('Vi går.', 'Vad händer under 2019?'), 'year-outside-period'),
    'a summary of another year': (
        lambda f: f.follow_up.update(summary='Under 2018 gjorde vi det vi lovade.'),
        'year-outside-period',
    ),
    'a weekday that it is not': (_commitment(when='måndagen den 2 februari 2021'), 'text-weekday'),
    'five in the title, four in the target': (_commitment(title='Fem trygghetsvandringar'), 'number-disagrees'),
    'every month in the text, a number in all': (_rate(f'{WALKS} varje månad.', 'period'), 'rate-disagrees'),
    'a week in the text, a month in the target': (_rate(f'{WALKS} i veckan.', 'month'), 'rate-disagrees'),
    'a month in the target, nothing in the text': (_rate(f'{WALKS} på orten.', 'month'), 'rate-not-in-text'),
    'five commitments, of which four are there': (
        _promise(lead_in='Vi ger fem löften under 2021:'),
        'commitments-counted-wrong',
    ),
    'seven in the introduction': (
        _promise(introduction='Medborgarlöftet har sju löften.'),
        'commitments-counted-wrong',
    ),
    'our six': (_promise(introduction='Här är våra sex löften till dig.'), 'commitments-counted-wrong'),
    'promised by one, done by another': (_commitment(promised_by='police'), 'promiser-disagrees'),
}
TRUE: dict[str, Callable[[Files], object]] = {
    'not started, and nothing done': _outcome(FOUR, status='not_started'),
    'not started, and none counted': _outcome(FOUR, 0, status='not_started'),
    'at most none, and none': _outcome(MEASURED['at most none'], 0),
    'exactly none, and none': _outcome(MEASURED['exactly none'], 0),
    'none, and a person says so': _outcome(MEASURED['none'], 0, assessed_by='BRÅ'),
    'not done, and none': _outcome(FOUR, 0, status='not_done'),
    'a share that is reached': _outcome(MEASURED['share of pupils'], 80),
    'each place by itself': _outcome(MEASURED['share'] | {'scope': 'per_place'}, 85, 90),
    'dropped': _outcome(FOUR, status='dropped', reason='changed_need'),
    'events of which the count is made': _outcome(
        FOUR, 5, events=[{'text': 'kontroll', 'count': 3}, {'text': 'kontroller', 'count': 2}]
    ),
    'events of something else': _outcome(FOUR, 5, events=[{'text': 'deltagare i samtal', 'count': 30}]),
    'an event that was moved': _told(
        events=[{'date': '2020-03-01', 'text': 'trygghetsvandring (flyttad från den 4 februari 2020)'}]
    ),
    'what is to come': _told(comment='Fem trygghetsvandringar. Nästa hålls den 3 mars 2021.'),
    'to go on': _told(continues=True),
    'a weekday that it is': _commitment(when='tisdagen den 2 februari 2021'),
    'every week': _commitment(when='varje måndag under året'),
    'four in the title': _commitment(title='Fyra trygghetsvandringar'),
    'the promise before': _promise(
        introduction='Det här är medborgarlöftet för 2021. Uppföljningen av medborgarlöftet 2020 finns i bilagan.'
    ),
    'the agreement before': _promise(
        introduction='Löftet bygger på samverkansöverenskommelsen 2020–2023, som följer på överenskommelsen 2016–2019.'
    ),
    'four commitments': _promise(introduction='Medborgarlöftet har fyra löften.'),
    'commitments of last year': _promise(introduction='Tre löften från 2020 fortsätter.'),
    'valid for its days': _promise(validity='Löftet gäller 2021-01-01–2021-12-31.'),
    'valid for its year': _promise(validity='Löftet gäller kalenderåret 2021.'),
    'how it went': _asked('Fem vandringar gjordes under 2020.', 'Hur gick det 2020?'),
    'when it is to be': _asked('I maj 2021.'),
    'what has been': _promise(situation_picture='Anmälda brott ökade under 2019 och 2020. Därför väljer vi torget.'),
    'a rate in both': _rate(f'{WALKS} varje månad, och Polisen går med på dem alla.', 'month'),
    'a year that is all the time': _rate(f'{WALKS} om året.', 'period'),
    'another rate of another thing': _rate(f'{WALKS}, och Polisen är på torget varje vecka.', 'period'),
    'what both promise': _commitment(promised_by='joint'),
    'a summary that compares': lambda f: f.follow_up.update(summary='Vi gjorde fler kontroller än under 2019.'),
    'parties that differ': lambda f: f.follow_up['outcomes'].__setitem__(
        slice(0, 1), [f.outcome | {'party': 'vik'}, f.outcome | {'party': 'polisen', 'counts': [{'number': 4}]}]
    ),
}  # fmt: skip
ABOUT_THE_TEXTS = ('target-not-in-text', 'commitment-length', 'reason-missing', 'continued-commitment-missing')


@pytest.mark.parametrize(('change', 'finding_id'), FALSE.values(), ids=FALSE.keys())
def test_what_is_not_true_is_found(files: Files, change: Callable[[Files], object], finding_id: str) -> None:
    change(files)
    assert finding_id in [each.id for each in files.seen()]


@pytest.mark.parametrize('change', TRUE.values(), ids=TRUE.keys())
def test_what_is_true_may_be_said(files: Files, change: Callable[[Files], object]) -> None:
    change(files)
    assert [each for each in files.seen() if each.id not in ABOUT_THE_TEXTS] == []


def test_two_shares_are_told_with_their_sign_and_not_as_about(files: Files) -> None:
    _outcome(MEASURED['share'], 45, 45)(files)
    (told,) = [each.what for each in files.seen() if each.id == 'done-without-assessor']
    assert "45 % i Torget, 45 % i Hamnen" in told
    assert "ungefärlig" not in told

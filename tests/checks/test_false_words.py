"""What texts might say in words that the figures deny: years written short, comparisons, how often, of the document."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .workspaces import Files

    Change = Callable[[Files], object]

PLAIN = 'Kommunen går på trygghetsvandring med alla som bor på orten.'


def _promise(**changes: Any) -> Change:
    return lambda files: files.promise.update(changes)


def _commitment(**changes: Any) -> Change:
    return lambda files: files.commitment.update(changes)


def _agreement(**changes: Any) -> Change:
    return lambda files: files['agreements/2020-2023'].update(changes)


def _follow_up(**changes: Any) -> Change:
    return lambda files: files.follow_up.update(changes)


def _comment(text: str, number: int = 5, **changes: Any) -> Change:
    """Of a commitment to at least four, with what was counted."""
    return lambda files: files.outcome.update(comment=text, counts=[{'number': number}], **changes)


def _often(text: str, number: int = 4, per: str = 'period') -> Change:
    target = {'comparator': 'at_least', 'number': number, 'unit': 'trygghetsvandringar', 'per': per}
    return _commitment(text=text, short_text=text, targets=[target])


def _hours(text: str) -> Change:
    def change(files: Files) -> None:
        target = {'comparator': 'at_least', 'number': 120, 'unit': 'timmar', 'unit_one': 'timme', 'per': 'year'}
        files.followed |= {'targets': [target], 'text': PLAIN, 'short_text': PLAIN}
        files.outcome |= {'counts': [{'number': 1}], 'comment': text, 'status': 'not_done', 'reason': 'resources'}

    return change


def _year_after(text: str, number: int) -> Change:
    """A follow-up of the next promise, whose commitment was kept five times the year before."""

    def change(files: Files) -> None:
        outcomes = [each | {'counts': [{'number': number}], 'comment': text} for each in files.follow_up['outcomes']]
        days = {'period': {'start': '2021-01-01', 'end': '2021-12-31'}, 'dated': '2022-02-01'}
        named = {'id': '2021', 'promise': '2021', 'title': 'Uppföljning av medborgarlöftet 2021'}
        files.data['follow-ups/2021'] = copy.deepcopy(files.follow_up) | named | days | {'outcomes': outcomes}

    return change


def _in_the_evening(text: str, share: int) -> Change:
    def change(files: Files) -> None:
        part = {'comparator': 'at_least', 'number': 20, 'unit': '%', 'text': 'på kvällstid'}
        target = {'comparator': 'at_least', 'number': 4, 'unit': 'kontroller', 'sub_conditions': [part]}
        files.followed |= {'targets': [target], 'text': PLAIN, 'short_text': PLAIN}
        files.outcome |= {'counts': [{'number': 50}, {'sub_condition': 1, 'number': share}], 'comment': text}

    return change


def _numbers(now: str, before: str | None = None) -> Change:
    def change(files: Files) -> None:
        files.promise['reference_numbers'] = [{'party': 'vik', 'number': now}]
        if before:
            files.data['promises/2020']['reference_numbers'] = [{'party': 'vik', 'number': before}]

    return change


FALSE: dict[str, list[Change]] = {
    'year-outside-period': [
        _promise(lead_in='Vi lovar under 19/20:'),
        _promise(title='Medborgarlöfte 2018/19'),
        _promise(validity='Löftet gäller verksamhetsåret 18/19.'),
        _commitment(when='läsåret 22/23'),
        _follow_up(introduction='Uppföljningen gäller 18/19.'),
    ],
    'reference-number-year': [
        _numbers('KS 2020/77', 'KS 2020/12'),
        _numbers('KS/2018:77'),
        _numbers('KS/2023:77'),
    ],
    'comment-comparison': [
        _comment('Kommunen genomförde dubbelt så många trygghetsvandringar som vi lovade.'),
        _comment('Det blev tre gånger fler trygghetsvandringar än lovat.'),
        _comment('Det blev färre trygghetsvandringar än vi lovade.'),
        _comment('Det blev 50 procent fler trygghetsvandringar än vi lovade.'),
        _comment('Det blev en trygghetsvandring mer än vi lovade.', 7),
        _comment('Hälften av de utlovade trygghetsvandringarna genomfördes.'),
        _comment('Vi nådde halva målet.'),
        _year_after('Antalet trygghetsvandringar halverades jämfört med 2020.', 6),
        _year_after('Det blev lika många trygghetsvandringar som året före.', 6),
        _in_the_evening('Varannan kontroll gjordes på kvällstid.', 24),
        _in_the_evening('Tre av fyra kontroller gjordes på kvällstid.', 24),
        _in_the_evening('Polisen gjorde 50 kontroller, varav en tredjedel på kvällstid.', 24),
        _in_the_evening('Polisen gjorde 50 kontroller, varav 34 procent på kvällstid.', 24),
        _follow_up(summary='Vi genomförde dubbelt så många trygghetsvandringar som vi lovade.'),
    ],
    'rate-disagrees': [
        _often('Kommunen genomför en trygghetsvandring varje månad, och Polisen går med.'),
        _often('Varje vecka genomför kommunen en trygghetsvandring.'),
        _often('Kommunen genomför trygghetsvandringar varannan vecka.'),
        _often('Kommunen genomför minst en vandring varannan månad.', 1, 'month'),
        _often('Kommunen genomför månatliga trygghetsvandringar.'),
        _often('Kommunen går på trygghetsvandring två gånger i månaden.'),
        _often('Kommunen genomför en trygghetsvandring per termin.', 12),
        _commitment(title='Trygghetsvandring varje månad'),
        _often('Kommunen genomför minst en trygghetsvandring varje månad, sammanlagt tio under året.', 1, 'month'),
    ],
    'comment-rate-disagrees': [
        _comment('Kommunen genomförde en trygghetsvandring varje månad.'),
        _comment('Kommunen genomförde två trygghetsvandringar varje månad.', 14),
        _comment('Vi höll på hela året, i snitt tre i veckan.', 121),
        _hours('Fältgruppen var ute varje fredag hela året.'),
    ],
    'summary-total': [
        _follow_up(introduction='Här redovisar vi hur det gick med de sju löftena under 2020.'),
        _follow_up(summary='Medborgarlöftet 2020 hade sju löften.'),
    ],
    'text-impossible-date': [_commitment(when='senast den 31/11 2021')],
    'validity-disagrees': [
        _promise(validity='Löftet gäller till 30/11 2021.'),
        _promise(validity='Löftet gäller t.o.m. 30/11.'),
        _promise(validity='Löftet gäller från den 1 februari till den 31 december 2021.'),
        _promise(validity='Löftet gäller i två år.'),
        _agreement(validity='Överenskommelsen gäller i tre år, från den 1 januari 2020.'),
        _agreement(background='Detta är en treårig överenskommelse.'),
    ],
    'year-to-come': [
        _agreement(background='Parterna har arbetat tillsammans sedan 2052.'),
        _promise(situation_picture='I mätningen 2027 svarade 71 procent att de är trygga.'),
        _follow_up(conclusions='Vi har gått vandringar sedan hösten 2031.'),
    ],
    'next-step-passed': [_comment('Så gick det.', next_step='Den sjätte vandringen görs i mars 2020.')],
    'summary-disagrees': [_follow_up(summary='Två löften är redan klara.')],
    'follow-up-number-unknown': [_comment('Kommunen gick fyra trygghetsvandringar.', 3, status='partly_done')],
    'comment-disagrees': [
        _comment('Ingen trygghetsvandring blev av.'),
        _comment('Samtliga trygghetsvandringar ställdes in.'),
        _comment('Målet nåddes inte.'),
        _comment('Det blev fem vandringar, men löftet hölls inte.'),
        _comment('Vi klarade inte att hålla löftet.'),
    ],
    'comment-season': [
        _comment('Alla trygghetsvandringar gjordes på våren.', events=[{'date': '2020-09-03', 'text': 'vandring'}])
    ],
    'signed-day-disagrees': [
        _promise(introduction='Löftet undertecknades den 3 mars 2021.'),
        _promise(introduction='Löftet bygger på överenskommelsen, som undertecknades den 5 februari 2020.'),
    ],
    'parties-counted-wrong': [
        _promise(introduction='De tre parterna står bakom löftet.'),
        _promise(validity='Löftet skrivs under av fyra personer.'),
    ],
    'follow-up-months': [
        _follow_up(introduction='Uppföljningen gäller det första halvåret 2020.'),
        _follow_up(title='Uppföljning av medborgarlöftet 2020, maj–juli'),
        _follow_up(title='Halvårsuppföljning av medborgarlöftet 2020'),
    ],
    'deadline-disagrees': [
        _commitment(
            deadline='2021-12-31',
            text='Kommunen gör minst fyra trygghetsvandringar senast den 1 maj 2021.',
        ),
        _commitment(deadline='2021-12-31', when='senast 31/10'),
    ],
}
TRUE: list[list[Change]] = [
    # Several true statements at once, each in a text of its own.
    [
        _commitment(when='läsåret 2021/22', target_group='de 19/20 elever som går i årskurs 7/8'),
        _numbers('KS/2020:77', 'KS/2019:12'),
        _comment('Det blev en trygghetsvandring mer än vi lovade.'),
        _promise(introduction='Löftet undertecknades den 11 mars 2021. De två parterna talade med fyra personer.'),
        _promise(situation_picture='Läsåret 18/19 ökade skadegörelsen på skolorna. Därför väljer vi skolorna.'),
        _follow_up(introduction='Uppföljningen gäller januari–december 2020 och bygger på en enkät från hösten 2020.'),
    ],
    [
        _numbers('KS/2021:1999'),
        _often('Kommunen genomför en trygghetsvandring i kvartalet, och Polisen går med på dem alla.'),
        _comment('Kommunen genomförde en trygghetsvandring i månaden från januari till maj.'),
        _promise(introduction='Handlingsplanen undertecknades den 5 maj 2020. Båda parterna står bakom den.'),
        _follow_up(introduction='Uppföljningen gäller hela 2020. Den skrevs under första kvartalet 2021.'),
    ],
    [
        _often('Kommunen genomför minst fyra trygghetsvandringar och följer varje månad upp trygghetsvandringarna.'),
        _comment('Fem trygghetsvandringar genomfördes. Inga fler trygghetsvandringar blev av.'),
        _year_after('Nästan dubbelt så många trygghetsvandringar som året före blev av.', 9),
    ],
    [
        _often('Kommunen genomför minst två trygghetsvandringar per termin.'),
        _in_the_evening('Ungefär var fjärde kontroll gjordes på kvällstid.', 24),
        _promise(validity='Löftet gäller från undertecknandet den 11 mars 2021 och till 31/12 2021.'),
    ],
    [
        _in_the_evening('Alla kontroller på kvällstid gjordes vid skolan. Hälften av förarna var unga.', 24),
        _commitment(deadline='2021-12-31', when='senast den 31 december 2021'),
    ],
    [
        _in_the_evening('Polisen gjorde 50 kontroller, varav nästan en fjärdedel på kvällstid, 12 i maj.', 24),
        _follow_up(introduction='Här redovisar vi de fyra löftena. De två löftena om trafik kommer först.'),
    ],
    [
        _often(
            'Kommunen gör minst en trygghetsvandring varje månad, totalt minst tolv trygghetsvandringar.', 1, 'month'
        ),
        _promise(validity='Löftet gäller i ett år, till 31/12. Därefter gäller det i ett år i taget.'),
        _agreement(validity='Den fyraåriga överenskommelsen gäller till 31/12 2023.'),
        _agreement(background='Parterna har arbetat tillsammans sedan 2012. Målet är nått 2031.'),
        _hours('Fältgruppen var inte ute varje fredag. Fritidsgården hade öppet varje fredag.'),
    ],
    [_comment('Det blev fler trygghetsvandringar än 2019, och 25 procent fler trygghetsvandringar än vi lovade.')],
]
ABOUT_THE_TEXTS = ('target-not-in-text', 'commitment-length')


@pytest.mark.parametrize(
    ('change', 'finding_id'),
    [
        pytest.param(change, finding_id, id=f'{finding_id}-{number}')
        for finding_id, changes in FALSE.items()
        for number, change in enumerate(changes)
    ],
)
def test_what_is_not_true_is_found(files: Files, change: Change, finding_id: str) -> None:
    change(files)
    assert finding_id in [each.id for each in files.seen()]


@pytest.mark.parametrize('changes', TRUE)
def test_what_is_true_may_be_said(files: Files, changes: list[Change]) -> None:
    for change in changes:
        change(files)
    assert [each for each in files.seen() if each.id not in ABOUT_THE_TEXTS] == []

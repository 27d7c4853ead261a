"""What a summary might say of how many commitments were kept: what the table denies is found, what it says is not."""

from __future__ import annotations

import pytest

from docgen.checks.summary_statuses import findings
from docgen.model import Status
from docgen.workspace import Workspace, load

from .workspaces import Files

_LETTERS = {
    'D': Status.DONE,
    'P': Status.PARTLY_DONE,
    'N': Status.NOT_DONE,
    'O': Status.ONGOING,
    'S': Status.NOT_STARTED,
}
FALSE = {
    'DDDN': (
        "Samtliga löften uppfylldes. | Alla fyra löften genomfördes. | Alla löftena är uppfyllda. | "
        "Varje löfte är genomfört. | Vi gav fyra löften. Samtliga är genomförda. | Vi höll alla löften. | "
        "Vi har hållit samtliga våra löften. | Inget löfte bröts. | Vi lyckades med alla löften. | "
        "Alla mål nåddes. | Samtliga mål uppnåddes. | Alla löften är i mål. | Alla löften är klara. | "
        "Alla åtgärder i medborgarlöftet är genomförda. | Medborgarlöftet har genomförts i sin helhet. | "
        "Medborgarlöftet uppfylldes helt. | 4/4 löften genomfördes. | "
        "Fyra löften har genomförts, inget återstår. | 100 procent av löftena genomfördes. | "
        "Vartannat löfte genomfördes. | Hundra procent av löftena uppfylldes. | "
        "Måluppfyllelsen var 100 procent. | 62,5 procent av löftena hölls. | "
        "Alla utom två löften uppfylldes. | Båda löftena genomfördes. | "
        "Två löften genomfördes, ett delvis. | Tjugofyra löften genomfördes. | "
        "Sjuttio procent av löftena genomfördes. | Hela löftet är genomfört i sin helhet."
    ),
    'DDNN': (
        "Alla löften utom ett genomfördes. | De flesta löften hölls. | "
        "En fjärdedel av löftena genomfördes. | Tre fjärdedelar av löftena genomfördes. | "
        "En tredjedel av löftena hölls inte. | Över hälften av löftena hölls. | "
        "Mer än hälften av löftena genomfördes. | 75 % av löftena är uppfyllda. | "
        "Endast ett löfte genomfördes inte. | Bara ett löfte hölls inte. | "
        "Av de fyra löftena är tre genomförda. | Av fyra löften hölls tre. | Genomförda löften: 3. | "
        "Tre löften är gröna och ett är rött. | Tre löften genomfördes; ett genomfördes inte."
    ),
    'DNNN': (
        "Majoriteten av löftena genomfördes. | Nästan alla löften genomfördes. | "
        "Flertalet löften genomfördes. | Merparten av löftena hölls. | Hälften av löftena hölls."
    ),
    'DDDD': (
        "Tre av fyra löften är genomförda. | Alla utom ett av löftena hölls. | Ett löfte ströks. | "
        "Två löften pågår. | Inte alla löften genomfördes. | "
        "Medborgarlöftet genomfördes, men ett löfte hölls inte."
    ),
}
TRUE = {
    'DDDN': (
        "Alla löften utom ett genomfördes. | Tre av fyra löften är genomförda. Ett genomfördes inte. | "
        "Majoriteten av löftena genomfördes. | De flesta löften hölls, men inte alla. | "
        "En fjärdedel av löftena hölls inte. | 75 procent av löftena genomfördes. | "
        "Genomförda löften: 3. Ej genomförda löften: 1. | Vi nådde inte alla mål. | "
        "Medborgarlöftet genomfördes inte i sin helhet. | Inte alla löften genomfördes. | "
        "Av fyra löften hölls tre. | Alla åtgärder i handlingsplanen genomfördes, men bara tre löften. | "
        "Nästan alla löften genomfördes. | Alla löften påbörjades, och tre genomfördes. | "
        "Alla deltagare var nöjda. | Måluppfyllelsen var 75 procent. | "
        "Löfte 3 genomfördes inte på grund av pandemin. | Tre löften är gröna och ett är rött. | "
        "Drygt hälften av löftena hölls. | Alla löften följs upp här. Tre av dem genomfördes. | "
        "Båda parterna genomförde sina delar. | "
        "Alla insatser på skolorna genomfördes, men tre löften blev försenade. | "
        "Vi lyckades hålla tre av fyra löften. | De fyra löften som genomfördes i fjol fortsätter. | "
        "Kommunen gjorde fyra av sex vandringar. | Femtio besök genomfördes."
    ),
    'DDNN': "Alla utom två av löftena hölls. | Hälften av löftena genomfördes. | 50 % av löftena är uppfyllda.",
    'DDPP': "Vi höll två löften, och två hölls delvis.",
    'DDPN': "Två av de fyra löftena hölls helt, ett delvis och ett inte alls.",
    'DDOO': "Två löften pågår och två är genomförda.",
    'DDDO': "Tre fjärdedelar av löftena är uppfyllda. | Vi har lovat fyra saker. Tre är klara, en pågår.",
    'SSSS': "Inget löfte har påbörjats än. | Alla fyra löften är ej påbörjade.",
    'DDDS': "Ett löfte är inte påbörjat.",
    'DDDD': ("Samtliga löften uppfylldes. | Medborgarlöftet har genomförts i sin helhet. | Varje löfte är genomfört."),
}


@pytest.fixture(scope='module')
def base(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    files = Files(tmp_path_factory.mktemp('summaries'))
    files.write()
    return load(files.root)


def _rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(statuses, text.strip()) for statuses, texts in table.items() for text in texts.split('|')]


def _found(workspace: Workspace, statuses: str, summary: str) -> list[str]:
    follow_up = workspace.follow_ups['2020']
    outcomes = tuple(
        each.model_copy(update={'status': _LETTERS[letter], 'comment': "Se ovan."})
        for each, letter in zip(follow_up.outcomes, statuses, strict=True)
    )
    workspace.follow_ups['2020'] = follow_up.model_copy(update={'summary': summary, 'outcomes': outcomes})
    try:
        return [each.id for each in findings(workspace)]
    finally:
        workspace.follow_ups['2020'] = follow_up


def test_what_the_table_denies_is_found(base: Workspace) -> None:
    missed = [row for row in _rows(FALSE) if 'summary-disagrees' not in _found(base, *row)]
    assert missed == []


def test_what_the_table_says_may_be_said(base: Workspace) -> None:
    alarms = [row for row in _rows(TRUE) if _found(base, *row)]
    assert alarms == []


def test_every_number_up_to_ninety_nine_is_read_in_words(base: Workspace) -> None:
    for word in ("elva", "aderton", "tjugotvå", "sjuttio", "sjuttiofem", "åttio", "nittionio"):
        said = f"{word.capitalize()} löften genomfördes."
        assert _found(base, 'DDDD', said) == ['summary-disagrees'] or word == "aderton", word


@pytest.mark.parametrize(
    ('comment', 'status', 'told'),
    [
        ("Löftet genomfördes inte.", 'D', True),
        ("Löftet är genomfört.", 'P', True),
        ("Löftet hölls delvis.", 'D', True),
        ("Löftet genomfördes delvis.", 'P', False),
        ("Löftet genomfördes inte på våren utan på hösten.", 'D', False),
        ("Löftet är inte genomfört.", 'S', False),
        ("Löftet pågår.", 'P', False),
    ],
)
def test_a_comment_says_no_other_status(base: Workspace, comment: str, status: str, *, told: bool) -> None:
    follow_up = base.follow_ups['2020']
    outcome = follow_up.outcomes[0].model_copy(update={'status': _LETTERS[status], 'comment': comment})
    base.follow_ups['2020'] = follow_up.model_copy(update={'summary': "Se nedan.", 'outcomes': (outcome,)})
    try:
        assert [each.id for each in findings(base)] == (['comment-disagrees'] if told else [])
    finally:
        base.follow_ups['2020'] = follow_up

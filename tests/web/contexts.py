"""Contexts as the templates get them, small enough to read."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from docgen.model import Wording
from docgen.web import Files, FollowUpPage, PublishedFile, web_files

NB = '\u00a0'
UPDATED = datetime.date(2021, 4, 28)
PARTIES = [
    {'name': "Strängnäs kommun", 'short_name': "kommunen", 'kind': 'municipality'},
    {'name': "Polismyndigheten", 'short_name': "Polisen", 'kind': 'police'},
]
DONE = {'word': "Genomfört", 'symbol': "✓", 'fill': 'D5EBD3', 'text_colour': '14401A'}
PARTLY = {'word': "Delvis genomfört", 'symbol': "◐", 'fill': 'FFF3CD', 'text_colour': '5C4400'}
NOT_DONE = {'word': "Ej genomfört", 'symbol': "✗", 'fill': 'F8D7DA', 'text_colour': '6B1A22'}


def base() -> dict[str, Any]:
    return {
        'document': {'draft': False, 'title': "Medborgarlöfte 2021"},
        'municipality': {'name': "Strängnäs kommun", 'website': "https://strangnas.example/"},
        'parties': copy.deepcopy(PARTIES),
        'contact': {'name': "Enheten för trygghet", 'email': "trygghet@strangnas.example", 'phone': "0152-000 00"},
    }


def promise_context() -> dict[str, Any]:
    groups = [
        (
            "Polisen lovar",
            ["Polisen söker narkotika med hund vid skolor.", "Polisen ingriper mot buskörning med EPA-traktorer."],
        ),
        ("Kommunen lovar", ["Kommunen håller minst fyra trygghetsvandringar tillsammans med polisen."]),
        (
            "Tillsammans lovar vi",
            ["Vi gör en gemensam kampanj för föräldrar.", "Vi träffas regelbundet i BRÅ och EST."],
        ),
    ]
    return base() | {
        'agreement': {
            'title': "Samverkansöverenskommelse 2020–2023",
            'period': "2020–2023",
            'length': "fyra år",
            'valid_from': f"1{NB}januari 2020",
            'valid_to': f"31{NB}december 2023",
        },
        'promise': {
            'title': "Medborgarlöfte 2021",
            'length': "ett år",
            'has_answers': True,
            'lead_in': "Polisen och Strängnäs kommun lovar under 2021:",
            'groups': [
                {'title': title, 'commitments': [{'short_text': text} for text in texts]} for title, texts in groups
            ],
        },
    }


def outcome(number: int, title: str, status: dict[str, str], **changes: Any) -> dict[str, Any]:
    return {
        'number': number,
        'title': title,
        'party': '',
        'commitment_text': ["Kommunen håller minst fyra trygghetsvandringar."],
        'status': dict(status),
        'parties': [],
        'result_rows': [{'target': "minst fyra trygghetsvandringar under löftesperioden", 'result': "fyra"}],
        'any_results': True,
        'events': [],
        'comment': ["Vandringarna gjordes på våren och hösten."],
        'reason': '',
        'substitute': [],
        'next_step': [],
        'continues': "Ja",
        'assessed_by': '',
    } | changes


def follow_up_context() -> dict[str, Any]:
    event = {'date': f"12{NB}maj 2020", 'place': "Åkers styckebruk", 'count': '', 'text': "trygghetsvandring"}
    return base() | {
        'follow_up': {
            'title': "Uppföljning av medborgarlöftet 2020",
            'introduction': ["Här redovisar vi vad som blev av löftena."],
            'summary': ["Pandemin gjorde att vi ställde in flera möten."],
            'conclusions': ["Arbetet fortsätter under 2021."],
            'total_note': "Löfte 2 redovisas för varje part för sig.",
            'share_note': '',
            'statistics': [
                {'word': "Genomfört", 'symbol': "✓", 'count': 1, 'share': f"34{NB}%", 'counted': True},
                {'word': "Delvis genomfört", 'symbol': "◐", 'count': 1, 'share': f"33{NB}%", 'counted': True},
                {'word': "Ej genomfört", 'symbol': "✗", 'count': 1, 'share': f"33{NB}%", 'counted': True},
            ],
            'outcomes': [
                outcome(1, "Trygghetsvandringar", DONE, events=[event, event | {'count': 3, 'date': ''}]),
                outcome(
                    2,
                    "Hembesök",
                    PARTLY,
                    party="Polisen",
                    assessed_by="Kommunpolisen",
                    next_step=["Vi bokar nya besök."],
                ),
                outcome(
                    3,
                    "Föräldramöten",
                    NOT_DONE,
                    reason="Pandemin",
                    substitute=["Ett brev till hemmen."],
                    continues="Nej",
                    result_rows=[{'target': "minst två föräldramöten", 'result': "inget"}],
                ),
            ],
        },
    }


FILES: dict[str, PublishedFile | None] = {
    'promise': PublishedFile("Medborgarlöfte 2021", 'medborgarlofte-strangnas-2021.pdf', 168_412),
    'promise_short': PublishedFile(
        "Medborgarlöfte 2021, kortversion", 'medborgarlofte-strangnas-2021-kort.pdf', 61_200
    ),
    'agreement': PublishedFile(
        "Samverkansöverenskommelse 2020–2023",
        'samverkansoverenskommelse-strangnas-2020-2023.pdf',
        1_274_000,
        'https://strangnas.example/filer/samverkansoverenskommelse-strangnas-2020-2023.pdf',
    ),
    'follow_up': PublishedFile(
        "Uppföljning av medborgarlöftet 2020", 'uppfoljning-medborgarlofte-strangnas-2020.pdf', 97_500
    ),
}


def web(
    promise: dict[str, Any] | None = None,
    follow_up: dict[str, Any] | None = None,
    files: dict[str, PublishedFile | None] = FILES,
    wording: Wording | None = None,
    *,
    new_window: bool = True,
) -> dict[str, str]:
    """Give the web files of a promise, with a follow-up of its own if one is given."""
    promised = files['promise']
    assert promised is not None
    result = files.get('follow_up')
    linked = Files(promised, files.get('promise_short'), files.get('agreement'), (result,) if result else ())
    own = [FollowUpPage(follow_up, result)] if follow_up else []
    return web_files(
        promise or promise_context(), linked, wording or Wording(), own=own, updated=UPDATED, new_window=new_window
    )

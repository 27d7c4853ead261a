"""Numbers agree between targets, short text, full text and answers: rules 1 and 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .workspaces import Files


def test_short_text_says_another_number(files: Files) -> None:
    files.commitment['short_text'] = 'Kommunen genomför minst tre trygghetsvandringar tillsammans med Polisen.'
    seen = files.only('number-disagrees')
    assert seen.severity == 'error'
    assert seen.what == (
        "Löftet ”lofte-1” har måttalet minst 4 trygghetsvandringar, men den korta texten säger ”minst tre”."
    )
    assert seen.line.startswith('short_text: Kommunen genomför minst tre')


@pytest.mark.parametrize(
    'text',
    [
        'Kommunen genomför minst 4 trygghetsvandringar tillsammans med Polisen.',
        'Kommunen genomför minst fyra öppna och ljusa vandringar tillsammans med Polisen.',
        'Kommunen genomför vandringar tillsammans med Polisen vid minst 4 tillfällen.',
        'Kommunen genomför fler än tre trygghetsvandringar tillsammans med Polisen.',
        'Kommunen genomför trygghetsvandringar, minst 4 stycken, tillsammans med Polisen.',
        'Kommunen genomför fyra eller fler trygghetsvandringar tillsammans med Polisen.',
        'Kommunen genomför minst fyra trygghetsvandringar, två på våren, med Polisen.',
        'Kommunen genomför minst fyra trygghetsvandringar för alla från 15–18 år under 2021.',
    ],
)
def test_same_number_in_other_words(files: Files, text: str) -> None:
    files.commitment |= {'short_text': text, 'text': text}
    assert files.seen() == []


@pytest.mark.parametrize(
    'text',
    [
        'Kommunen genomför minst sex trygghetsvandringar tillsammans med Polisen.',
        'Kommunen genomför minst 40 trygghetsvandringar tillsammans med Polisen.',
        'Kommunen genomför högst fyra trygghetsvandringar tillsammans med Polisen.',
        'Kommunen genomför sex vandringar tillsammans med Polisen under hela året.',
        'Kommunen genomför vandringar tillsammans med Polisen vid minst tre tillfällen.',
        'Kommunen genomför cirka fyra trygghetsvandringar tillsammans med Polisen.',
    ],
)
def test_full_text_says_something_else(files: Files, text: str) -> None:
    files.commitment['text'] = text
    seen = files.only('number-disagrees')
    assert seen.line.startswith('text: ')
    assert "den fullständiga texten säger" in seen.what


def test_text_that_says_both(files: Files) -> None:
    files.commitment['text'] = (
        'Kommunen genomför minst fyra trygghetsvandringar. Minst sex trygghetsvandringar görs på kvällen.'
    )
    assert files.only('number-disagrees').what.endswith("den fullständiga texten säger ”Minst sex”.")


def test_minst_is_dropped(files: Files) -> None:
    files.commitment['short_text'] = 'Kommunen genomför fyra trygghetsvandringar under året tillsammans med Polisen.'
    seen = files.only('qualifier-dropped')
    assert (seen.severity, seen.do) == ('warning', "Skriv ”minst fyra”.")


def test_number_is_left_out_of_the_short_text(files: Files) -> None:
    files.commitment['short_text'] = 'Kommunen genomför trygghetsvandringar under året tillsammans med Polisen.'
    seen = files.only('target-not-in-text')
    assert seen.severity == 'warning'
    assert "den korta texten nämner det inte" in seen.what


def test_number_is_left_out_of_both_texts(files: Files) -> None:
    text = 'Kommunen genomför trygghetsvandringar vid tre skolor tillsammans med Polisen.'
    files.commitment |= {'short_text': text, 'text': text}
    told = [(each.id, each.line.partition(':')[0]) for each in files.seen()]
    assert told == [('target-not-in-text', 'short_text'), ('target-not-in-text', 'text')]
    files.commitment['short_text'] = text.replace('vid tre skolor', 'vid alla skolor')
    assert files.only('target-not-in-text').line.startswith('text:')


def test_second_target_is_left_out(files: Files) -> None:
    files.commitment['targets'].append({'comparator': 'at_least', 'number': 2, 'unit': 'möten'})
    files.commitment['text'] += ' Kommunen håller minst två möten.'
    assert files.only('target-not-in-text').what.startswith(
        "Löftet ”lofte-1” har måttalet minst 2 möten, men den korta"
    )


def test_answer_says_another_number(files: Files) -> None:
    files.commitment['questions'] = [{'question': 'Hur många?', 'answer': 'Det blir minst fem trygghetsvandringar.'}]
    seen = files.only('number-disagrees')
    assert seen.key == 'commitments[1].questions[1].answer'
    assert "svaret på ”Hur många?” säger ”minst fem”" in seen.what


def test_answer_may_count_something_else(files: Files) -> None:
    files.commitment['questions'] = [{'question': 'Hur många?', 'answer': 'Minst 20 deltagare får plats varje gång.'}]
    assert files.seen() == []


def test_short_text_has_a_number_of_its_own(files: Files) -> None:
    files.commitment['short_text'] += ' Minst 20 deltagare får plats.'
    seen = files.only('number-not-in-full-text')
    assert seen.severity == 'error'
    assert "säger ”Minst 20”, men talet finns inte" in seen.what
    files.commitment['text'] += ' Vandringarna har plats för minst tjugo deltagare.'
    assert files.seen() == []


def test_number_without_minst_that_the_full_text_lacks_is_a_warning(files: Files) -> None:
    files.commitment['short_text'] += ' Tre skolor är med.'
    assert files.only('number-not-in-full-text').severity == 'warning'


def test_full_text_bounds_the_number_the_other_way(files: Files) -> None:
    files.commitment['short_text'] += ' Minst tjugo deltagare får plats.'
    files.commitment['text'] += ' Högst 20 deltagare får plats.'
    assert files.only('number-not-in-full-text').what.endswith("men den fullständiga säger ”Högst 20”.")


def test_age_differs_from_the_full_text(files: Files) -> None:
    files.commitment['short_text'] += ' Alla mellan 15–17 år bjuds in.'
    files.commitment['text'] += ' Alla mellan 15–18 år bjuds in.'
    seen = files.only('number-not-in-full-text')
    assert seen.severity == 'warning'
    assert "men 17 finns inte i den fullständiga texten" in seen.what


def test_promised_number_without_target(files: Files) -> None:
    files.commitment['targets'] = [{'comparator': 'yes_no'}]
    assert files.only('number-without-target').severity == 'warning'


def test_share_of_the_target(files: Files) -> None:
    files.commitment['targets'][0]['sub_conditions'] = [
        {'comparator': 'at_least', 'number': 20, 'unit': '%', 'text': 'på kvällstid'}
    ]
    files.commitment['short_text'] += ' Minst 20 % av dem görs på kvällstid.'
    files.commitment['text'] += ' Minst 25 procent av dem görs på kvällstid.'
    seen = files.only('number-disagrees')
    assert (
        seen.what == "Löftet ”lofte-1” har måttalet minst 20 %, men den fullständiga texten säger ”Minst 25 procent”."
    )


def test_one_campaign_needs_no_numeral(files: Files) -> None:
    text = 'Kommunen genomför tillsammans med Polisen en gemensam kampanj för föräldrar.'
    files.commitment |= {
        'short_text': text,
        'text': text,
        'targets': [{'comparator': 'exactly', 'number': 1, 'unit': 'kampanjer', 'unit_one': 'kampanj'}],
    }
    assert files.seen() == []


def test_gap_in_a_draft_is_no_number(files: Files) -> None:
    del files.commitment['short_text']
    assert {each.id for each in files.seen(draft=True)} <= {'target-not-in-text'}


def test_comment_restates_the_target_wrongly(files: Files) -> None:
    files.outcome['comment'] = 'Vi lovade minst sex trygghetsvandringar.'
    seen = files.only('follow-up-number-disagrees')
    assert (seen.severity, seen.file) == ('error', '2020.yaml')
    assert seen.what == (
        "Löftet ”lofte-1” har måttalet minst 4 trygghetsvandringar, men kommentaren säger ”minst sex”."
    )


def test_comment_counts_what_no_count_has(files: Files) -> None:
    files.outcome['comment'] = 'Vi gick åtta vandringar.'
    assert files.only('follow-up-number-unknown').severity == 'warning'


@pytest.mark.parametrize(
    'comment',
    [
        'Vi lovade minst fyra trygghetsvandringar och gick fem.',
        'En vandring mer än de fyra vandringarna blev av.',
        'Minst 30 deltagare kom till vandringarna under 2020.',
        'Vi gick drygt fem vandringar den 5 maj.',
    ],
)
def test_comment_with_known_numbers(files: Files, comment: str) -> None:
    files.outcome['comment'] = comment
    assert files.seen() == []


def test_summary_counts_the_commitments(files: Files) -> None:
    files.follow_up['summary'] = 'Fyra av sju löften genomfördes.'
    seen = files.only('summary-total')
    assert seen.what == "Texten säger ”Fyra av sju löften”, men medborgarlöftet har 4."
    files.follow_up['summary'] = 'Alla de fyra löftena genomfördes. Två av de tre löften som blev klara fortsätter.'
    assert files.seen() == []

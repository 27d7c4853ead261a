from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.judge.text_checks import Haystack, cut_off
from docgen.pdf.structure.page_text import EDGE, Box, Reading, Run


@pytest.mark.parametrize(
    ('document', 'text'),
    [
        ("Minst fyra\ntrygghets\x02vandringar", "Minst fyra trygghetsvandringar"),
        ("Minst fyra trygghets\ufffevandringar", "trygghetsvandringar"),
        ("EPA\x02\ntraktorer", "EPA-traktorer"),
        ("EPA-\ntraktorer", "EPA-traktorer"),
        ("EPA\u2011traktorer", "EPA-traktorer"),
        ("874\u00a0kB", "874 kB"),
        ("trygghetsvandringar", "trygghets\u00advandringar"),
        ("A\u030asa", "Åsa"),
        ("\ufb01nns", "finns"),
        ("tra\ufb03k, o\ufb00ert, \ufb02yg och ra\ufb04a", "traffik, offert, flyg och raffla"),
        ("trygghets\u00ad\nvandringar", "trygghetsvandringar"),
        ("EPA\ufffetraktorer", "EPA\u2010traktorer"),
        ("EPA\u2010\ntraktorer", "EPA-traktorer"),
        ("R&D <5 år {{x}}", "R&D <5 år {{x}}"),
        ("trafik- och miljö", "trafik- och miljö"),
        ("Löfte 5: TRYGGHETSVANDRINGAR i höst", "Löfte 5: Trygghetsvandringar i höst"),
        ("E\u2011POST eller brev", "e-post eller brev"),
        ("vad som helst", "  "),
    ],
)
def test_a_text_is_found_however_it_was_broken(document: str, text: str) -> None:
    assert Haystack(f"Före {document} efter").holds(text)


@pytest.mark.parametrize(
    ('document', 'text'),
    [
        ("EPAtraktorer", "EPA-traktorer"),
        ("trygghets-vandringar", "trygghetsvandringar"),
        ("Minst tre vandringar", "Minst fyra vandringar"),
        ("Anna", "anna"),
        ("MINST TRE vandringar", "minst fyra vandringar"),
        ("FRU Anna", "fru anna"),
        ("EPATRAKTORER och mopeder", "EPA-traktorer och mopeder"),
        ("2020–2023", "2020-2023"),
    ],
)
def test_another_text_is_not_taken_for_it(document: str, text: str) -> None:
    assert not Haystack(f"Före {document} efter").holds(text)


LETTERS = st.text(alphabet='ab-åÖ5&<{ .', max_size=60)


@given(LETTERS, LETTERS, LETTERS)
def test_every_piece_of_a_document_is_found_in_it(before: str, piece: str, after: str) -> None:
    assert Haystack(before + piece + after).holds(piece)


@given(LETTERS, st.sets(st.integers(0, 60)))
def test_hyphenation_at_line_ends_hides_nothing(text: str, breaks: set[int]) -> None:
    broken = ''.join(character + ('\x02\n' if at in breaks else '') for at, character in enumerate(text))

    assert Haystack(broken).holds(text)


def test_texts_are_found_in_any_order_also_far_from_the_last() -> None:
    haystack = Haystack(f"Först vågen. {'mellan ' * 10_000}Sedan BRÅ. {'mellan ' * 10_000}Sist en ände.")
    for text in ("Sedan brå.", "Sist en ände.", "Först vågen.", "Sist en ände.", "Sedan BRÅ.", "Först vågen."):
        assert haystack.holds(text)
    assert not haystack.holds("Sedan vågen.")


TABLE = EDGE.join(
    ("Löfte ", "Utfall", "Möten i BRÅ ", "13", "1. ", "Vand\x02", "ringar", "3", "MÅL FÖR 2021", "i\xa0höst", "")
)


@pytest.mark.parametrize(
    ('texts', 'astray'),
    [
        (("Löfte", "Utfall", "Möten i BRÅ", "13", "Vandringar", "3", "Mål för 2021 i höst"), None),
        (("Utfall", "", " ", "3"), None),
        (("Möten i BRÅ", "3", "Vandringar", "13"), ("Vandringar", "3")),
        (("Möten i BRÅ", "3", "3"), ("3", "3")),
        (("1",), ("1", '')),
        (("Löfte", "Möten i BRÅ", "Utfall"), ("Utfall", "Möten i BRÅ")),
        (("Möten i",), ("Möten i", '')),
        (("i höst", "mål för 2021"), ("mål för 2021", "i höst")),
    ],
)
def test_texts_stand_each_by_itself_one_after_the_other(texts: tuple[str, ...], astray: tuple[str, str] | None) -> None:
    assert Haystack(TABLE).first_astray(texts) == astray


def test_an_order_is_found_among_texts_that_are_alike() -> None:
    """What is written in capitals by the style comes before the same words as they stand."""
    assert Haystack(f"MÅL{EDGE}Ett{EDGE}Mål{EDGE}Två").first_astray(("Mål", "Ett", "Mål", "Två")) is None


@pytest.mark.parametrize('edge', range(4))
def test_a_text_may_reach_half_a_point_over_any_edge(edge: int) -> None:
    """What is seen of the page does not begin at its corner."""
    sheet = (10.0, 20.0, 110.0, 220.0)

    def cut(by: float) -> dict[int, list[str]]:
        box: Box = tuple(side + (by if at >= 2 else -by) * (at == edge) for at, side in enumerate(sheet))  # type: ignore[assignment]
        return cut_off(Reading('', '', (), ('1',), frozenset(), (Run(0, None, 'utanför', box),), (sheet,)))

    assert cut(0.4) == {}
    assert cut(0.6) == {0: ['utanför']}

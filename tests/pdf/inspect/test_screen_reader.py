"""The shipped documents as a listener hears them: the tags walked as a screen reader does."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from docgen.pdf.inspect.screen_reader import read_aloud

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench import Workbench

    from docgen.pdf.inspect.screen_reader import Utterance

FILES = (
    '2020-2023/samverkansoverenskommelse-strangnas-2020-2023.pdf',
    '2020/medborgarlofte-strangnas-2020.pdf',
    '2020/medborgarlofte-strangnas-2020-kort.pdf',
    '2020/uppfoljning-medborgarlofte-strangnas-2020.pdf',
    '2021/medborgarlofte-strangnas-2021.pdf',
    '2021/medborgarlofte-strangnas-2021-kort.pdf',
)
Heard = dict[str, tuple['Utterance', ...]]


@pytest.fixture(scope='module')
def heard(shipped: Workbench) -> Heard:
    return {file: read_aloud(shipped.output / file) for file in FILES}


@pytest.fixture(scope='module')
def promise(heard: Heard) -> tuple[Utterance, ...]:
    return heard['2021/medborgarlofte-strangnas-2021.pdf']


def in_order(heard: Sequence[Utterance], *wanted: str) -> None:
    """Each of these is said, and in this order; others may come between."""
    rest = iter([each.spoken() for each in heard])
    for each in wanted:
        assert each in rest, f'not heard, or too early: {each}'


def run_of(heard: Sequence[Utterance], *wanted: str) -> None:
    """These are said one right after the other."""
    spoken = [each.spoken() for each in heard]
    assert wanted[0] in spoken, f'not heard: {wanted[0]}'
    runs = [spoken[at : at + len(wanted)] for at, each in enumerate(spoken) if each == wanted[0]]
    assert list(wanted) in runs, runs


def test_a_promise_is_heard_from_its_title_to_its_signatures(promise: tuple[Utterance, ...]) -> None:
    in_order(
        promise,
        "Medborgarlöfte 2021",
        "Strängnäs kommun",
        "Rubrik nivå 1: Inledning",
        "Rubrik nivå 1: Syfte och mål",
        "Rubrik nivå 1: Lägesbild",
        "Rubrik nivå 1: Löftena i korthet",
        "Polisen och Strängnäs kommun lovar under 2021:",
        "Rubrik nivå 1: Löftena i sin helhet",
        "Rubrik nivå 2: Löfte 1: Tidig upptäckt av unga i riskzonen",
        "Rubrik nivå 3: Frågor och svar",
        "Rubrik nivå 1: Underskrifter",
        "Avsnitt: Underskrifter",
        "Avsnitt: Bilaga 1: Uppföljning av medborgarlöftet 2020",
        "Rubrik nivå 1: Sammanfattning",
    )


def test_a_list_is_told_with_how_many_items_and_each_item(promise: tuple[Utterance, ...]) -> None:
    run_of(
        promise,
        "Polisen och Strängnäs kommun lovar under 2021:",
        "Lista med 7 punkter",
    )
    run_of(
        promise,
        "Punkt: Löfte 4: Polisen arbetar mot de problem som finns kring mopedbilar och EPA-traktorer.",
        "Punkt: Löfte 5: Kommunen genomför minst fyra trygghetsvandringar tillsammans med Polisen.",
    )


def test_a_list_holds_as_many_items_as_it_says(heard: Heard) -> None:
    for said in heard.values():
        for at, each in enumerate(said):
            if each.role == 'L':
                following = [other.role for other in said[at + 1 :]]
                items = re.match(r'(LI )*', ' '.join([*following, '']))
                assert items is not None
                assert items.group().count('LI') >= each.items > 0


def test_a_table_cell_is_told_with_its_column(promise: tuple[Utterance, ...]) -> None:
    run_of(
        promise,
        "Tabell med 5 rader och 3 kolumner",
        "Rubrikcell: Status",
        "Rubrikcell: Antal",
        "Rubrikcell: Andel",
        "Status: ✓ Genomfört",
        "Antal: 4",
        "Andel: 44 %",
        "Status: ▲ Delvis genomfört",
        "Antal: 3",
        "Andel: 33 %",
    )


def test_every_table_cell_has_a_header(heard: Heard) -> None:
    cells = [each for said in heard.values() for each in said if each.role == 'TD']
    assert len(cells) == 492
    assert [each for each in cells if not each.headers] == []


def test_a_picture_is_told_by_its_text(promise: tuple[Utterance, ...]) -> None:
    pictures = [each.spoken() for each in promise if each.role == 'Figure']
    assert pictures == [
        "Bild: Strängnäs kommuns logotyp",
        "Bild: Polisens logotyp",
        "Bild: Stapeldiagram över nio utfall: fyra genomförda, tre delvis genomförda, ett pågår och ett ej genomfört.",
    ]


def test_signatures_are_told_by_party_name_and_title_and_the_appendix_after_them(
    promise: tuple[Utterance, ...],
) -> None:
    run_of(
        promise,
        "Avsnitt: Underskrifter",
        "Avsnitt: Strängnäs kommun",
        "Bild: Strängnäs kommuns logotyp",
        "Underskrift för Strängnäs kommun, Anna Exempel, kommundirektör",
        "Ort och datum: Strängnäs den 11 mars 2021",
        "Avsnitt: Polismyndigheten, Lokalpolisområde Södermanland norra",
        "Bild: Polisens logotyp",
        "Underskrift för Polismyndigheten, Lokalpolisområde Södermanland norra, Erik Provsson, lokalpolisområdeschef",
        "Ort och datum: Strängnäs den 11 mars 2021",
        "Avsnitt: Bilaga 1: Uppföljning av medborgarlöftet 2020",
        "Bilaga 1 till medborgarlöftet",
    )


def test_the_agreements_signatures_tell_the_day_that_its_cover_tells(heard: Heard) -> None:
    agreement = heard['2020-2023/samverkansoverenskommelse-strangnas-2020-2023.pdf']
    spoken = [each.spoken() for each in agreement]
    assert spoken.count("Ort och datum: Strängnäs den 4 mars 2020") == 2
    assert not [each for each in spoken if "fylls i för hand" in each]


@pytest.mark.parametrize('file', FILES)
def test_headings_are_nested_without_skips(heard: Heard, file: str) -> None:
    levels = [int(each.role[1]) for each in heard[file] if re.fullmatch(r'H\d', each.role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize('file', FILES)
def test_headers_and_footers_are_not_read(heard: Heard, file: str) -> None:
    assert [each.text for each in heard[file] if re.search(r'\bSida (B1-)?\d+ av\b', each.text)] == []


@pytest.mark.parametrize('file', FILES)
def test_what_is_heard_follows_the_pages(heard: Heard, file: str) -> None:
    pages = [each.page for each in heard[file] if each.page is not None]
    assert pages == sorted(pages)


def test_the_contents_are_links_with_page_numbers(heard: Heard) -> None:
    agreement = heard['2020-2023/samverkansoverenskommelse-strangnas-2020-2023.pdf']
    run_of(agreement, "Innehåll: 1 Bakgrund 2 (länk)", "Innehåll: 2 Parter 2 (länk)")
    headings = [each.text for each in agreement if each.role in ('H1', 'H2')]
    listed = [re.sub(r' \d+$', '', each.text) for each in agreement if each.role == 'TOCI']
    assert listed == headings


def test_a_link_is_announced_by_its_text(heard: Heard) -> None:
    short = heard['2021/medborgarlofte-strangnas-2021-kort.pdf']
    links = [link for each in short for link in each.links]
    assert 'https://strangnas.example/trygghet/' in links
    assert "(länkar: trygghet@strangnas.example)" in short[-1].spoken()


def test_every_text_of_the_data_is_heard_whole(heard: Heard, shipped: Workbench) -> None:
    said = heard['2021/medborgarlofte-strangnas-2021.pdf']
    promise = YAML(typ='safe').load((shipped.root / 'data/promises/2021.yaml').read_text('utf-8'))
    texts = [promise['introduction'], promise['purpose'], promise['situation_picture']]
    for commitment in promise['commitments']:
        texts += [commitment['short_text'], commitment['text']]
        texts += [each[key] for each in commitment.get('questions', ()) for key in ('question', 'answer')]
    paragraphs = [' '.join(each.split()) for text in texts for each in re.split(r'\n\s*\n', text) if each.strip()]

    assert len(paragraphs) > 30
    everything = '\n'.join(each.text for each in said)
    assert [each for each in paragraphs if each not in everything] == []


def test_a_file_without_tags_says_nothing(tmp_path: Path) -> None:
    import pikepdf

    blank = tmp_path / 'blank.pdf'
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blank)

    assert read_aloud(blank) == ()

"""The whole page, sida.html."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pyphen import Pyphen

from docgen.errors import FindingsError
from docgen.model import Wording
from docgen.web import Files, FollowUpPage, PublishedFile, web_files
from docgen.web.long_words import with_soft_hyphens

from .contexts import FILES, NB, follow_up_context, promise_context, web
from .html_checks import elements, faults, links, texts

if TYPE_CHECKING:
    from lxml import html


@pytest.fixture(name='page')
def _page() -> str:
    return web(promise_context(), follow_up_context(), FILES)['sida.html']


@pytest.fixture(name='tree')
def _tree(page: str) -> html.HtmlElement:
    return elements(page)


def test_the_page_is_well_formed_html_in_swedish(page: str, tree: html.HtmlElement) -> None:
    assert page.startswith('<!DOCTYPE html>')
    assert faults(page) == []
    assert tree.get('lang') == 'sv'
    assert texts(tree, 'head/title') == ["Medborgarlöfte 2021 – Strängnäs kommun"]
    assert {meta.get('name') for meta in tree.iter('meta')} >= {'viewport', 'description'}


def test_headings_begin_with_one_h1_and_skip_no_level(tree: html.HtmlElement) -> None:
    levels = [int(str(heading.tag)[1]) for heading in tree.iter('h1', 'h2', 'h3', 'h4', 'h5', 'h6')]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_landmarks_ids_and_the_skip_link_lead_somewhere(tree: html.HtmlElement) -> None:
    assert [len(list(tree.iter(tag))) for tag in ('header', 'main', 'footer', 'nav')] == [1, 1, 1, 1]
    ids = [element.get('id') for element in tree.iter() if element.get('id')]
    assert len(ids) == len(set(ids))
    local = [a.get('href', '')[1:] for a in tree.iter('a') if a.get('href', '').startswith('#')]
    assert local[0] == 'innehall'
    assert set(local) <= set(ids)
    assert {element.get('aria-labelledby') for element in tree.iter() if element.get('aria-labelledby')} <= set(ids)


def test_long_words_may_be_parted_but_no_address() -> None:
    page = '<title>Trygghetsvandringarna</title><p a="trygghetsvandringar">&lt;Trygghetsvandringarna på EPA</p>'
    address = '<a href="https://x.se/trygghetsvandringar">trygghetsvandringar@x.se</a>'
    assert with_soft_hyphens(page + address) == (
        page.replace('&lt;Trygghetsvandringarna', '&lt;Trygg\u00adhets\u00advand\u00adring\u00adarna') + address
    )


def test_words_are_parted_as_by_all_of_the_language_s_patterns() -> None:
    words = ["SAMVERKANSÖVERENSKOMMELSE", "brottsförebyggande", "trygghetsvandringarna", "xxxxxxxxxxxxxxxxxxxx"]
    all_patterns = Pyphen(lang='sv_SE', left=3, right=3)
    parted = " ".join(all_patterns.inserted(word, '\u00ad') for word in words)
    assert parted.count('\u00ad') > 10
    assert with_soft_hyphens(f"<p>{' '.join(words)}</p>") == f"<p>{parted}</p>"


def test_the_page_holds_what_the_municipality_publishes(tree: html.HtmlElement) -> None:
    text = tree.text_content()
    for part in (
        "Samverkan mellan Strängnäs kommun och Polismyndigheten",
        "Samverkansöverenskommelse 2020–2023",
        f"Den gäller från och med den 1{NB}januari 2020 till och med den 31{NB}december 2023.",
        "Polisen och Strängnäs kommun lovar under 2021:",
        "Listan är förkortad.",
        "Uppföljning av medborgarlöftet 2020",
        "Pandemin gjorde att vi ställde in flera möten.",
        f"Senast uppdaterad: 28{NB}april 2021",
        "Enheten för trygghet",
    ):
        assert part in text
    assert [time.get('datetime') for time in tree.iter('time')] == ['2021-04-28']
    addresses = set(links(tree).values())
    assert {file.href for file in FILES.values() if file} <= addresses
    assert {'mailto:trygghet@strangnas.example', 'tel:015200000'} <= addresses


def test_status_is_a_word_and_not_colour_alone(tree: html.HtmlElement) -> None:
    statuses = [span.text_content() for span in tree.iter('span') if 'status' in span.get('class', '').split()]
    assert statuses == ["✓ Genomfört", "◐ Delvis genomfört", "✗ Ej genomfört"]


def test_the_table_of_results_has_headers_and_a_caption(tree: html.HtmlElement) -> None:
    (table,) = tree.iter('table')
    assert len(table.findall('caption')) == 1
    assert [cell.get('scope') for cell in table.iter('th')] == ['col'] * 3 + ['row'] * 3


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(page: str, tree: html.HtmlElement) -> None:
    assert not list(tree.iter('script', 'link', 'img', 'iframe', 'object', 'form'))
    active = [value for element in tree.iter() for key, value in element.attrib.items() if key.startswith('on')]
    assert active == ['window.print()'], 'a button that prints cannot do so without'
    assert not [element for element in tree.iter() if 'style' in element.attrib]
    assert 'url(' not in page
    assert '@import' not in page


def test_an_agreement_without_end_runs_until_further_notice() -> None:
    context = promise_context()
    context['agreement']['valid_to'] = "tills vidare"
    page = web(context, None, {'promise': FILES['promise']})['sida.html']
    assert f"Den gäller från och med den 1{NB}januari 2020 och tills vidare." in elements(page).text_content()


def test_what_is_not_given_leaves_no_trace() -> None:
    context = promise_context()
    context['contact']['phone'] = context['municipality']['website'] = ''
    page = web(context, None, {'promise': FILES['promise'], 'agreement': None})['sida.html']
    assert "Telefon" not in page
    assert len(links(elements(page))) == 2


def test_a_website_that_is_a_script_is_refused() -> None:
    context = promise_context()
    context['municipality']['website'] = 'javascript:alert(1)'
    with pytest.raises(FindingsError) as caught:
        web(context, None, FILES)
    assert caught.value.findings[0].place.key == 'website'


def test_a_draft_is_kept_from_search_engines() -> None:
    context = promise_context()
    context['document']['draft'] = True
    page = elements(web(context, None, FILES)['sida.html'])
    assert 'noindex' in [meta.get('content') for meta in page.iter('meta')]
    assert texts(page, 'head/title') == ["Utkast: Medborgarlöfte 2021 – Strängnäs kommun"]


def test_a_colour_that_is_none_never_reaches_the_style_sheet() -> None:
    follow_up = follow_up_context()
    follow_up['follow_up']['outcomes'][0]['status']['fill'] = 'red}</style><script>'
    page = web(promise_context(), follow_up, FILES)['sida.html']
    assert '<script' not in page
    assert 'red}' not in page


def test_a_workspaces_own_sentences_stand_on_the_page_and_in_the_lists() -> None:
    own = Wording.model_validate(
        {
            'web_page': {'heading': "Trygghet: {parties}", 'updated': "Ändrad:"},
            'web_list': {'shortened_with_answers': "Mer står här:", 'new_window': "ny flik", 'target': "Mål: {target}"},
        }
    )
    written = web(promise_context(), follow_up_context(), FILES, own)
    page = elements(written['sida.html']).text_content()
    assert "Trygghet: " in page
    assert "Ändrad: " in page
    assert "Mål: " in page
    assert "Mer står här: " in page
    assert "Mer står här: " in written['lista.txt']
    assert "ny flik)" in written['lista.html']
    assert "öppnas i nytt fönster" not in page + written['lista.html']


def test_the_page_tells_how_often_each_document_is_written_and_who_signed_it() -> None:
    note = f"Undertecknad av Anna Exempel, Strängnäs kommun, för hand den 12{NB}mars 2021."
    promise = FILES['promise']
    assert promise is not None
    page = elements(web(files=FILES | {'promise': dataclasses.replace(promise, note=note)})['sida.html']).text_content()
    assert "Den skrivs för fyra år i taget." in page
    assert "Det skrivs för ett år i taget." in page
    assert note in page


def test_a_day_that_nobody_knows_is_not_shown() -> None:
    files = Files(PublishedFile("Medborgarlöfte 2021", 'a.pdf', 1000))
    written = web_files(promise_context(), files, Wording())
    assert not any("Senast uppdaterad" in each for each in written.values())


def test_without_questions_no_answers_are_promised() -> None:
    context = promise_context()
    context['promise']['has_answers'] = False
    written = web(context)
    assert not any("svar på frågor" in each for each in written.values())


def test_every_follow_up_has_a_list_of_its_own() -> None:
    files = Files(PublishedFile("Medborgarlöfte 2021", 'a.pdf', 1000))
    own = [FollowUpPage(follow_up_context(), None, name) for name in ('resultat-januari-juni', 'resultat')]
    written = web_files(promise_context(), files, Wording(), own=own)
    assert {'resultat.txt', 'resultat-januari-juni.txt'} < set(written)

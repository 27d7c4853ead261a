"""The lists to paste: lista.* and resultat.*."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.context import follow_up_context as real_follow_up_context
from docgen.context import promise_context as real_promise_context
from docgen.errors import FindingsError
from docgen.web import PublishedFile
from docgen.workspace import load

from .contexts import FILES, NB, follow_up_context, promise_context, web
from .html_checks import elements, faults, links, texts

LISTS = ('lista.html', 'resultat.html')
HOSTILE = "R&D <5 år <script>alert(1)</script> {{ x }} \"'` & &amp; * _ # [a](b)"


def files(promise: dict[str, Any] | None = None, follow_up: dict[str, Any] | None = None) -> dict[str, str]:
    return web(promise, follow_up or follow_up_context())


def test_the_web_folder_holds_the_page_and_both_lists_in_three_formats() -> None:
    assert sorted(files()) == [
        'lista.html', 'lista.md', 'lista.txt', 'resultat.html', 'resultat.md', 'resultat.txt', 'sida.html',
    ]  # fmt: skip


def test_without_a_follow_up_there_is_no_result_list() -> None:
    written = web(promise_context(), None, {'promise': FILES['promise']})
    assert sorted(written) == ['lista.html', 'lista.md', 'lista.txt', 'sida.html']
    assert "Så gick det" not in ''.join(written.values())
    assert 'uppfoljning' not in written['sida.html']


@pytest.mark.parametrize('name', LISTS)
def test_a_list_to_paste_is_plain_semantic_html(name: str) -> None:
    tree = elements(files()[name])
    assert faults(files()[name]) == []
    assert {element.tag for element in tree.iterdescendants()} <= {'h2', 'h3', 'p', 'ul', 'li', 'a'}
    assert all(set(element.attrib) == ({'href', 'target'} if element.tag == 'a' else set()) for element in tree.iter())


def test_a_link_that_says_new_window_opens_one() -> None:
    for name in (*LISTS, 'sida.html'):
        for a in elements(files()[name]).iter('a'):
            assert (a.get('target') == '_blank') == ("öppnas i nytt fönster" in a.text_content())


def test_links_open_no_new_window_unless_the_workspace_wants_it() -> None:
    written = web(promise_context(), follow_up_context(), new_window=False)
    for name in ('lista.html', 'sida.html'):
        assert all(a.get('target') is None for a in elements(written[name]).iter('a'))
        assert "nytt fönster" not in written[name]


def test_links_tell_format_and_true_size() -> None:
    assert links(elements(files()['lista.html'])) == {
        f"Medborgarlöfte 2021 (pdf, 168{NB}kB, öppnas i nytt fönster)": 'medborgarlofte-strangnas-2021.pdf',
        f"Medborgarlöfte 2021, kortversion (pdf, 61{NB}kB, öppnas i nytt fönster)": (
            'medborgarlofte-strangnas-2021-kort.pdf'
        ),
        f"Samverkansöverenskommelse 2020–2023 (pdf, 1,3{NB}MB, öppnas i nytt fönster)": (
            'https://strangnas.example/filer/samverkansoverenskommelse-strangnas-2020-2023.pdf'
        ),
        f"Uppföljning av medborgarlöftet 2020 (pdf, 98{NB}kB, öppnas i nytt fönster)": (
            'uppfoljning-medborgarlofte-strangnas-2020.pdf'
        ),
    }


@pytest.mark.parametrize('name', ['lista.md', 'lista.txt', 'resultat.md', 'resultat.txt'])
def test_formats_that_cannot_open_a_window_do_not_say_so(name: str) -> None:
    assert "nytt fönster" not in files()[name]
    assert "(pdf, " in files()[name]


def test_without_a_published_address_a_list_to_paste_names_the_file_and_links_nowhere() -> None:
    beside: dict[str, PublishedFile | None] = {
        kind: PublishedFile(file.title, file.name, file.bytes, f'../{file.name}')
        for kind, file in FILES.items()
        if file
    }
    written = web(promise_context(), follow_up_context(), beside)
    for name, content in written.items():
        if name != 'sida.html':
            assert '../' not in content, name
            assert '<a' not in content, name
    assert (
        f"Hela uppföljningen: Uppföljning av medborgarlöftet 2020 (pdf, 98{NB}kB), "
        "filen uppfoljning-medborgarlofte-strangnas-2020.pdf"
    ) in written['resultat.txt']
    assert '../medborgarlofte-strangnas-2021.pdf' in links(elements(written['sida.html'])).values()


def test_the_list_holds_each_commitment_under_its_group() -> None:
    tree = elements(files()['lista.html'])
    assert texts(tree, 'h2') == ["Medborgarlöfte 2021"]
    assert texts(tree, 'h3') == ["Polisen lovar", "Kommunen lovar", "Tillsammans lovar vi"]
    assert texts(tree, 'ul/li') == [
        commitment['short_text']
        for group in promise_context()['promise']['groups']
        for commitment in group['commitments']
    ]
    assert any(text.startswith("Listan är förkortad.") for text in texts(tree, 'p'))


def test_a_list_without_groups_has_no_empty_heading() -> None:
    context = promise_context()
    context['promise']['groups'] = [{'title': '', 'commitments': [{'short_text': "Vi lovar."}]}]
    assert texts(elements(files(context)['lista.html']), 'h3') == []
    assert '\n\n\n' not in files(context)['lista.md'] + files(context)['lista.txt']


def test_the_result_list_says_status_in_words_and_target_against_outcome() -> None:
    tree = elements(files()['resultat.html'])
    paragraphs = texts(tree, 'p')
    assert texts(tree, 'h3') == ["1. Trygghetsvandringar", "2. Hembesök – Polisen", "3. Föräldramöten"]
    assert [text for text in paragraphs if text.startswith("Status")] == [
        "Status: ✓ Genomfört", "Status: ◐ Delvis genomfört", "Status: ✗ Ej genomfört",
    ]  # fmt: skip
    items = texts(tree, 'ul/li')
    assert "Mått: minst två föräldramöten. Utfall: inget." in items
    assert f"12{NB}maj 2020, Åkers styckebruk: trygghetsvandring" in items
    assert "Åkers styckebruk: trygghetsvandring (3 gånger)" in items
    assert f"◐ Delvis genomfört: 1 (33{NB}%)" in items
    for text in (
        "Löfte 2 redovisas för varje part för sig.",
        "Orsak till avvikelsen: Pandemin",
        "Det här gjordes i stället: Ett brev till hemmen.",
        "Nästa steg: Vi bokar nya besök.",
        "Bedömningen är gjord av: Kommunpolisen",
        "Fortsätter löftet? Nej",
    ):
        assert text in paragraphs


@pytest.mark.parametrize('name', ['resultat.html', 'sida.html'])
def test_the_web_calls_things_what_the_document_calls_them(name: str) -> None:
    word = Document(str(Path(__file__).parents[2] / 'templates/uppfoljning.docx'))
    document = ''.join(node.text or '' for node in word.element.iter(qn('w:t')))
    page = elements(files()[name]).text_content()
    for label in (
        "Status",
        "Mått",
        "Utfall",
        "Det här gjordes",
        "Orsak till avvikelsen: ",
        "Det här gjordes i stället: ",
        "Nästa steg: ",
        "Fortsätter löftet? ",
        "Bedömningen är gjord av: ",
    ):
        assert label in document
        assert label in page


def test_a_draft_says_so_in_every_file() -> None:
    promise, follow_up = promise_context(), follow_up_context()
    promise['document']['draft'] = follow_up['document']['draft'] = True
    assert all("UTKAST" in text for text in files(promise, follow_up).values())
    assert not any("UTKAST" in text for text in files().values())


def _replace_texts(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        fixed = ('fill', 'text_colour', 'website', 'email')
        return {key: item if key in fixed else _replace_texts(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [_replace_texts(item, text) for item in value]
    return text if isinstance(value, str) and value else value


def test_hostile_text_arrives_as_typed_in_every_html_file() -> None:
    written = files(_replace_texts(promise_context(), HOSTILE), _replace_texts(follow_up_context(), HOSTILE))
    for name in ('sida.html', *LISTS):
        tree = elements(written[name])
        assert faults(written[name]) == []
        assert not list(tree.iter('script'))
        assert HOSTILE in tree.text_content()
        assert {key for element in tree.iter('a', 'li', 'p') for key in element.attrib} <= {
            'href', 'target', 'rel', 'class',
        }  # fmt: skip
    assert HOSTILE in written['lista.txt']


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=('Cc', 'Cs', 'Zl', 'Zp')), min_size=1))
def test_any_commitment_arrives_as_typed(text: str) -> None:
    context = promise_context()
    context['promise']['groups'] = [{'title': '', 'commitments': [{'short_text': text}]}]
    written = files(context)
    (item,) = elements(written['lista.html']).iterfind('ul/li')
    assert item.text_content() == text.replace('\u00ad', '')  # reading leaves out the places where words may part
    assert f"• {text}\n" in written['lista.txt']


@pytest.mark.parametrize('address', ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://['])
def test_a_link_may_only_lead_to_the_web(address: str) -> None:
    with pytest.raises(FindingsError) as caught:
        PublishedFile("Medborgarlöfte", 'a.pdf', 1000, address)
    assert caught.value.findings[0].id == 'web-address-unsafe'


def test_the_shipped_workspace_gives_its_seven_commitments_and_every_outcome() -> None:
    workspace = load(Path(__file__).parents[2])
    promise, follow_up = workspace.promises['2021'], workspace.follow_ups['2020']
    written = web(
        real_promise_context(workspace, promise, full_file='medborgarlofte-strangnas-2021.pdf'),
        real_follow_up_context(workspace, follow_up),
    )
    for name in ('lista.html', 'lista.txt', 'sida.html'):
        text = elements(written[name]).text_content() if name.endswith('.html') else written[name]
        assert all(commitment.short_text in text for commitment in promise.commitments)
    assert len(texts(elements(written['lista.html']), 'ul/li')) == 7
    assert len(texts(elements(written['resultat.html']), 'h3')) == len(follow_up.outcomes)

"""Markdown read back by a CommonMark reader gives the text as typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from docgen.web.blocks import Block, BulletList, Heading, Paragraph, PublishedFile
from docgen.web.list_formats import markdown

READERS = {name: MarkdownIt(name) for name in ('commonmark', 'js-default')}
PIECES = [
    "*", "_", "#", "<", ">", "&amp;", "`", "```", "~~~", "~", "|",
    "---", "===", "- ", "+ ", "1. ", "2) ", "[a]", "(b)",
    "!", "\\", "<b>", "</p>", "a", "Å", " ", "    ", "\t", "\n", ":", "=", "$", "^", "http://x.se", "<!--", "{{ x }}",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1).map(''.join),
    st.text(st.characters(exclude_categories=('Cc', 'Cs', 'Zl', 'Zp')), min_size=1),
).filter(str.strip)


def as_typed(text: str) -> str:
    """Markdown itself drops white space at the ends of lines, and empty lines."""
    lines = (re.sub(r'[ \t]+', ' ', line).strip() for line in text.split('\n'))
    return ' '.join(line for line in lines if line).strip()


def read_back(blocks: list[Block], reader: str) -> list[tuple[str, str]]:
    tree = html.fragment_fromstring(READERS[reader].render(markdown(blocks)), create_parent='div')
    return [
        (element.tag, as_typed(element.text_content()))
        for element in tree.iter('h2', 'h3', 'p', 'li', 'pre', 'hr', 'table')
    ]


@pytest.mark.parametrize('reader', READERS)
@settings(deadline=None, max_examples=200)
@given(text=TEXTS)
def test_any_text_is_read_back_as_typed_wherever_it_stands(reader: str, text: str) -> None:
    blocks: list[Block] = [
        Heading(3, text),
        Paragraph((text,)),
        BulletList(((text,), ("slut",))),
        Paragraph(("Löftet: " + text,)),
        Heading(2, "slut"),
    ]
    typed = as_typed(text)
    assert read_back(blocks, reader) == [
        ('h3', typed),
        ('p', typed),
        ('li', typed),
        ('li', "slut"),
        ('p', as_typed("Löftet: " + text)),
        ('h2', "slut"),
    ]


@pytest.mark.parametrize('reader', READERS)
@settings(deadline=None, max_examples=100)
@given(title=TEXTS)
def test_any_title_makes_one_link_to_its_file(reader: str, title: str) -> None:
    file = PublishedFile(title, 'a%20b(c)<d>.pdf', 168_000)
    rendered = READERS[reader].render(markdown([Paragraph(("Läs mer: ", file))]))
    (a,) = html.fragment_fromstring(rendered, create_parent='div').iter('a')
    assert as_typed(a.text_content()) == as_typed(file.link_text())
    assert a.get('href') == 'a%20b(c)%3Cd%3E.pdf'


def test_ordinary_text_is_not_cluttered() -> None:
    text = "Kommunen håller minst 4 vandringar (EPA-traktorer, 15–18 år): se 1.2!"
    assert markdown([Paragraph((text,))]) == text.replace('!', '\\!') + '\n'

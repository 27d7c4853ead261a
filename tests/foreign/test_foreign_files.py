"""Word files that nobody made for docgen: each is converted and judged, or refused with a reason that has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.pdf.reading import read

from .word_files import margin_texts_of

if TYPE_CHECKING:
    from .bounded import Outcome
    from .conftest import Corpus


def test_the_corpus_is_as_large_as_it_should_be(corpus: Corpus) -> None:
    assert len(corpus) >= 60


def test_the_embedded_engine_converts_or_refuses_by_name(by_typst: dict[str, Outcome]) -> None:
    """Converted means that the judge passes it and every word of the Word file is in the text that is read aloud."""
    _assert_sound(by_typst)
    assert sum(outcome.pages > 0 for outcome in by_typst.values()) >= 20


def test_libreoffice_converts_or_refuses_by_name(
    by_libreoffice: dict[str, Outcome], by_typst: dict[str, Outcome]
) -> None:
    _print(by_typst, by_libreoffice)
    _assert_sound(by_libreoffice)
    assert sum(outcome.pages > 0 for outcome in by_libreoffice.values()) >= 25


def test_headers_and_footers_are_on_the_page(corpus: Corpus, by_typst: dict[str, Outcome]) -> None:
    """They are not read aloud, but nobody may lose them either."""
    looked = 0
    for name, path in corpus.items():
        if by_typst[name].pages and (texts := margin_texts_of(path)):
            shown = ''.join(''.join(run.text.split()) for run in read(path.with_suffix('.typst.pdf')).runs)
            assert [text for text in texts if text not in shown] == [], name
            looked += 1
    assert looked


def _assert_sound(outcomes: dict[str, Outcome]) -> None:
    assert {name: outcome.trouble for name, outcome in outcomes.items() if outcome.trouble} == {}
    assert {name: outcome.unexplained for name, outcome in outcomes.items() if outcome.unexplained} == {}
    assert {name: outcome.rejected for name, outcome in outcomes.items() if outcome.rejected} == {}
    assert all(outcome.pages or outcome.ids for outcome in outcomes.values())


def _print(ours: dict[str, Outcome], theirs: dict[str, Outcome]) -> None:
    """The table that `pytest -s` shows."""
    for name, outcome in sorted(ours.items()):
        print(f'{name:40} typst: {outcome.told:60} libreoffice: {theirs[name].told}')

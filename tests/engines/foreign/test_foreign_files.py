"""Word files that nobody made for docgen: each is converted and judged, or refused with a reason that has a name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docgen.pdf.structure.page_text import read

from .conftest import MENDED
from .word_files import margin_texts_of

if TYPE_CHECKING:
    from .bounded import Outcome
    from .conftest import Corpus


def test_the_corpus_is_broad(corpus: Corpus) -> None:
    kinds = Counter(name.partition(':')[0] for name in corpus if MENDED not in name)
    assert kinds['paket'] >= 40
    assert kinds['mall'] >= 60
    assert kinds['format'] >= 49


def test_the_embedded_engine_converts_or_refuses_by_name(by_typst: dict[str, Outcome]) -> None:
    """Converted means that the judge passes it and every word of the Word file is in the text that is read aloud."""
    _assert_sound(by_typst)
    assert _converted(by_typst, 'format') >= 33
    assert _converted(by_typst, 'mall') >= 10


def test_libreoffice_converts_or_refuses_by_name(
    by_libreoffice: dict[str, Outcome], by_typst: dict[str, Outcome]
) -> None:
    _print(by_typst, by_libreoffice)
    _assert_sound(by_libreoffice)
    assert _converted(by_libreoffice, 'format') >= 40
    assert _converted(by_libreoffice, 'mall') >= 18


def test_headers_and_footers_are_on_the_page(corpus: Corpus, by_typst: dict[str, Outcome]) -> None:
    """They are not read aloud, but nobody may lose them either."""
    looked = 0
    for name, path in corpus.items():
        if by_typst[name].pages and (texts := margin_texts_of(path)):
            shown = ''.join(''.join(run.text.split()) for run in read(path.with_suffix('.typst.pdf')).runs)
            assert [text for text in texts if text not in shown] == [], name
            looked += 1
    assert looked


def _converted(outcomes: dict[str, Outcome], kind: str) -> int:
    """How many of a kind become a PDF once they are mended."""
    return sum(outcome.made for name, outcome in outcomes.items() if name.startswith(kind) and MENDED in name)


def _assert_sound(outcomes: dict[str, Outcome]) -> None:
    assert {name: outcome.trouble for name, outcome in outcomes.items() if outcome.trouble} == {}
    assert {name: outcome.unexplained for name, outcome in outcomes.items() if outcome.unexplained} == {}
    assert {name: outcome.rejected for name, outcome in outcomes.items() if outcome.rejected} == {}
    assert all(outcome.pages or outcome.ids for outcome in outcomes.values())


def _print(ours: dict[str, Outcome], theirs: dict[str, Outcome]) -> None:
    """The table and the figures that `pytest -s` shows."""
    for name, outcome in sorted(ours.items()):
        other = theirs[name].told if name in theirs else 'not asked'
        print(f'{name:60} typst: {outcome.told:60} libreoffice: {other}')
    for kind in ('paket', 'mall', 'format'):
        for state, names in (
            ('as it is', [name for name in ours if name.startswith(kind) and MENDED not in name]),
            (MENDED, [name for name in ours if name.startswith(kind) and MENDED in name]),
        ):
            made = [sum(outcomes[name].made for name in names if name in outcomes) for outcomes in (ours, theirs)]
            print(f'{kind} {state}: {made[0]} by typst and {made[1]} by libreoffice of {len(names)}')

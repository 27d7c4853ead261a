"""What the typesetter only warns of stops the build: pages that are not as the template says are no result."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
import typst

from docgen.engines.typst import engine
from docgen.engines.typst.typeset import typeset

from .builder import blank, refused

if TYPE_CHECKING:
    from pathlib import Path


def test_a_font_that_the_typesetter_does_not_see_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As where a folder holds links that the system does not follow."""
    empty = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    monkeypatch.setattr(engine, 'font_set', lambda _, **__: empty)
    document = blank()
    document.add_paragraph("Löftet gäller.")
    with caplog.at_level('INFO'):
        (finding,) = refused(document, tmp_path)
    assert finding.id == 'typst-refused'
    assert 'unknown font family' in caplog.text


def test_a_warning_of_our_own_source_is_our_mistake() -> None:
    source = '#set document(title: "Prov")\n#set text(font: "Finns Inte", lang: "sv")\n= Rubrik'
    with pytest.raises(RuntimeError, match='unknown font family'):
        typeset(source, {}, datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC))

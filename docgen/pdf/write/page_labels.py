"""Page labels: what a viewer shows as the page's number (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Dictionary, Name, String

from docgen.pdf.structure import tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pikepdf


def set_labels(pdf: pikepdf.Pdf, ranges: Sequence[tuple[int, str]]) -> None:
    """Number pages from 1 in each range; a range is its first page's index (from 0) and its prefix, '' for none."""
    entries: dict[int, Dictionary] = {}
    for start, prefix in ranges:
        label = Dictionary(Type=Name.PageLabel, S=Name.D, St=1)
        if prefix:
            label.P = String(prefix)
        entries[start] = label
    pdf.Root.PageLabels = pdf.make_indirect(tags.number_tree(entries))

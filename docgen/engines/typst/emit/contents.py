"""A table of contents as Typst's outline, each level as the template's style for it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.engines.typst.emit.text_looks import dictionary, text_arguments
from docgen.engines.typst.emit.typst_code import call, group, pt

if TYPE_CHECKING:
    from docgen.engines.typst import content
    from docgen.engines.typst.emit.emit_state import EmitState


def write_contents(state: EmitState, block: content.Contents, above: float, below: float) -> str:
    """The table of contents, each level in its own look.

    Args:
        state: what the writing of the document has come to.
        block: the table of contents.
        above: the space before it, in points.
        below: the space after it, in points.
    """
    cases = []
    for level, (form, base) in enumerate(block.levels, start=1):
        if level < block.first:
            continue
        arguments = dictionary(text_arguments(state, base, form))
        leader = next((stop.leader for stop in form.tabs if stop.kind == 'right'), '.')
        fill = f'repeat("{leader}", gap: 0pt)' if leader else '" "'
        hanging = max(-form.first, 0.0)
        line = f'dg-contents-entry({pt(hanging)}, dg-without-notes(it.body())); box(width: 1fr, {fill}); it.page()'
        # Also where Word does not make it lead there: an entry that leads nowhere is none to a listener.
        line = f'link(it.element.location(), {{ {line} }})'
        entry = call(
            'block',
            f'{{ set text({arguments}); set par(hanging-indent: {pt(hanging)}); {line} }}',
            width='100%',
            above=pt(form.before),
            below=pt(form.after),
            inset=f'(left: {pt(max(form.left + min(form.first, 0), 0))}, right: {pt(max(form.right, 0))})',
        )
        cases.append(f'if it.level == {level} {{ {entry} }}')
    shown = '{ ' + '; '.join(cases) + ' }'
    return call(
        'block',
        group(
            [
                f'show outline.entry: it => {shown}',
                f'outline(title: none, depth: {block.last})',
            ]
        ),
        above=pt(above),
        below=pt(below),
        width='100%',
    )

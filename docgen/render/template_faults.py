"""What would stop a Word template from being filled, each fault with the paragraph where it stands."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import TemplateError, TemplateSyntaxError
from lxml import etree

from docgen.errors import Finding, FindingsError, Place
from docgen.file_names import is_aside
from docgen.filesystem import read_file
from docgen.render import syntax, template_tags
from docgen.render.environment import environment, parsed, parsed_anew
from docgen.render.filters import OutputTooLargeError, bounded
from docgen.render.placeholder_check import problems
from docgen.render.template import NOT_FILLABLE, open_template
from docgen.render.template_tags import beside_control
from docgen.word import W, leftovers, open_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from jinja2 import nodes

    from docgen.render.word_template import WordTemplate
    from docgen.word import WordPackage

_LEFTOVERS = {
    'tracked-change': (
        'template-tracked-change',
        "Spårade ändringar",
        "Även struken text skulle tryckas.",
        "Godkänn eller avvisa ändringarna",
    ),
    'comment': ('template-comment', "Kommentarer", "De hör inte till ett färdigt dokument.", "Ta bort kommentarerna"),
}


def check_template(path: Path, context: Mapping[str, Any]) -> list[Finding]:
    """Name everything that would stop the template from being filled, each with the paragraph where it stands.

    Args:
        path: the template.
        context: a context of the document that it is a template for.
    """
    if not path.is_file():
        return [_missing(path)]
    content = hashlib.sha256(read_file(path)).digest()
    if content in _SOUND and not any(problems(tree, context) for tree in _SOUND[content].trees):
        return []
    try:
        package = open_package(path)
    except FindingsError as error:
        return list(error.findings)
    findings = [_leftover(path, leftover.kind, leftover.paragraph) for leftover in leftovers(package)]
    sources = []
    paragraphs = _paragraphs(package)
    try:
        template = open_template(path)
    except FindingsError as error:
        return [*findings, *error.findings]
    for story in _stories(template):
        tree_of_story = etree.fromstring(story)
        marked = template_tags.tagged_paragraphs(tree_of_story)
        findings += [found for each in marked if (found := template_tags.unbalanced_brace(path, each))]
        lost = [found for each in marked if not each.broken and (found := beside_control(path, each))]
        findings += lost
        if not all(template_tags.blank_out(each) for each in marked if each.broken):
            continue
        miswritten = syntax.nesting(path, [each for each in marked if not each.broken])
        findings += miswritten
        source = template.source(etree.tostring(tree_of_story, encoding='unicode'))
        try:
            tree = parsed(source)
        except TemplateSyntaxError as error:
            if not lost and not miswritten:
                findings.append(_expression(path, source, error, marked))
            continue
        sources.append(source)
        findings += [
            Finding(
                finding_id,
                what,
                "Dokumentet kan inte fyllas i.",
                f"{do} Alla platshållare står i templates/README.md.",
                Place(path, paragraph=_holding(paragraphs, expression)),
            )
            for finding_id, expression, what, do in problems(tree, context)
        ]
    if not findings:
        _compile(sources)
        if len(_SOUND) >= _MOST_SOUND:
            _SOUND.clear()
        _SOUND[content] = _SoundTemplate(tuple(sources))
    return list(dict.fromkeys(findings))


@dataclass(frozen=True)
class _SoundTemplate:
    """A template without faults, for any path and context that asks for no more than its first one had."""

    sources: tuple[str, ...]

    @cached_property
    def trees(self) -> tuple[nodes.Template, ...]:
        """Its stories to be read: those that were compiled have been changed by it."""
        return tuple(parsed_anew(each) for each in self.sources)


_MOST_SOUND = 32
_SOUND: dict[bytes, _SoundTemplate] = {}
"""By the SHA-256 of the file: many municipalities have the same templates, and only their data differ."""


def _compile(sources: Iterable[str]) -> None:
    """Compile what is sound, so that all who fill it have it ready, also those in a process that parts from this."""
    for source in sources:
        with contextlib.suppress(TemplateError, OutputTooLargeError, *NOT_FILLABLE), bounded():
            environment().from_string(source)  # what is wrong `fill` tells, with the paragraph


def _stories(template: WordTemplate) -> Iterator[str]:
    yield template.get_xml()
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield template.get_part_xml(part)
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith('.footnotes+xml'):
            yield template.get_part_xml(part)


def _paragraphs(package: WordPackage) -> list[str]:
    texts = []
    for tree in package.trees.values():
        for paragraph in tree.iter(f'{{{W}}}p'):
            text = ''.join(node.text or '' for node in paragraph.iter(f'{{{W}}}t'))
            if '{' in text:
                texts.append(text)
    return texts


def _holding(paragraphs: list[str], expression: str) -> str | None:
    squeezed = expression.replace(' ', '')
    if not squeezed:
        return None
    # Word makes straight quotation marks curly as they are typed.
    straight = str.maketrans('“”', '""')
    pairs = [(text, text.translate(straight)) for text in paragraphs]
    whole = re.compile(rf'(?<![\w.]){re.escape(squeezed)}(?!\w)')
    exact = (original for original, text in pairs if whole.search(re.sub(r'\s*\.\s*', '.', text)))
    return next(exact, None) or next((original for original, text in pairs if squeezed in text.replace(' ', '')), None)


def _missing(path: Path) -> Finding:
    near = ', '.join(sorted(file.name for file in path.parent.glob('*.docx') if not is_aside(file.name))) or "inga"
    return Finding(
        'template-missing',
        f"Mallen ”{path.name}” finns inte.",
        "Dokumentet kan inte göras utan sin mall.",
        f"Lägg mallen i mappen templates, eller rätta namnet i data/workspace.yaml. Mallar som finns: {near}.",
        Place(path),
    )


def _leftover(path: Path, kind: str, paragraph: str) -> Finding:
    finding_id, what, why, do = _LEFTOVERS[kind]
    return Finding(
        finding_id,
        f"{what} finns i mallen.",
        why,
        f"{do} i Word (fliken Granska) och spara mallen.",
        Place(path, paragraph=paragraph),
    )


def _expression(
    path: Path, source: str, error: TemplateSyntaxError, marked: Sequence[template_tags.TaggedParagraph]
) -> Finding:
    lined = syntax.lined(source)
    try:
        parsed_anew(lined)
    except TemplateSyntaxError as placed:
        return syntax.expression(path, placed.message, syntax.where(lined, placed.lineno, marked))
    return syntax.expression(path, error.message, None)

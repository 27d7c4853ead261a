"""What is miswritten in a template's tags, in Swedish, each with the paragraph where it stands."""

from __future__ import annotations

import html
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from docgen.errors import Finding, Place
from docgen.render.template_tags import own_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.render.template_tags import Tag, TaggedParagraph

_CLOSERS = {'if': 'endif', 'for': 'endfor'}
_NAMES = {'if': "Villkoret", 'for': "Slingan"}
_OWN = frozenset({'if', 'elif', 'else', 'endif', 'for', 'endfor', 'cellbg', 'colspan', 'vm', 'hm'})
_JINJA = frozenset({
    'autoescape', 'block', 'call', 'extends', 'filter', 'from', 'import', 'include', 'macro', 'print', 'raw', 'set',
    'with', 'endautoescape', 'endblock', 'endcall', 'endfilter', 'endmacro', 'endraw', 'endset', 'endwith',
})  # fmt: skip
"""Well written, though `docgen.render.placeholder_check` refuses most of them by name."""
_PREFIX = re.compile(r'(?:p|tr|tc|r) ')
_MEANT = re.compile(
    r'\s*(?:(p|tr|tc|r)\s*)?(end\s*if|end\s*for|elif|else|if|for|cellbg|colspan|vm|hm)\b(.*)', re.DOTALL | re.IGNORECASE
)
"""A tag as someone meant it: "{% p if", "{%pif", "{%P If", "{% end if"."""
_PLACEHOLDER = re.compile(r'\w+(\.\w+)*')
_TAG = re.compile(r'(\{\{|\{%)(.*?)(?:\}\}|%\})', re.DOTALL)
MAX_DEPTH = 20
"""Conditions and loops in each other."""
MAX_BRANCHES = 100
"""`elif` of one condition."""
_COMPARE = "Jämför med exemplen i templates/README.md."
_TOKENS = {
    'string': "en text inom citattecken", 'integer': "ett tal", 'float': "ett tal",
    'end of print statement': "slutet", 'end of statement block': "slutet",
}  # fmt: skip
_SENTENCES = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"expected token 'end of \w+ \w+', got '='", "ett ensamt likhetstecken; skriv == för att jämföra"),
        (r"expected token 'end of \w+ \w+', got '(.*)'", "{0} är oväntat, eller så saknas något före"),
        (r"expected token 'in', got", "”in” saknas; skriv for NAMN in LISTA"),
        (r"expected token '(?:name|assign_target)'|expected name or number", "ett namn saknas"),
        (r"expected token '(.*?)', got '(.*)'", "{0} saknas före {1}"),
        (r"Expected an expression, got '(.*)'", "något saknas före {0}"),
        (r"unexpected char '(.*)' at", "tecknet {0} kan inte stå där"),
        (r"unexpected '(.*)', expected '(.*)'", "{1} saknas"),
        (r"unexpected '(.*)'", "{0} är oväntat"),
        (r"[Uu]nexpected end of template", "något är påbörjat men inte avslutat"),
        (r"No test named '(.*?)'", "jämförelsen ”is” med {0} finns inte"),
        (r"can't assign to", "namnet är upptaget; välj ett annat"),
    )
)


def nesting(path: Path, paragraphs: Sequence[TaggedParagraph]) -> list[Finding]:
    """Name every tag that is no tag, and every loop or condition that is not ended where it should be.

    Args:
        path: the template.
        paragraphs: those of one body, header, footer or footnotes part: a loop ends in the part where it begins.
    """
    found: list[Finding] = []
    opened: list[tuple[str, Tag, TaggedParagraph]] = []
    branches: list[int] = []
    for paragraph, tag in ((each, tag) for each in paragraphs for tag in each.tags):
        if tag.opening != '{%':
            continue
        word = _word(tag)
        if word in _JINJA:
            continue
        if word not in _OWN or (tag.control and ('%' in tag.content or '}' in tag.content)):
            what, do, word = _miswritten(tag, word)
            found.append(_finding(path, paragraph, what, do))
            if not word:
                return found
        if word in _CLOSERS:
            opened.append((word, tag, paragraph))
            branches.append(0)
            if len(opened) > MAX_DEPTH:
                return [*found, _too_nested(path, paragraph, tag, "ligger i för många andra villkor och slingor")]
        elif word in _CLOSERS.values():
            found += _closed(path, opened, paragraph, tag, word)
            del branches[len(opened) :]
        elif (word == 'else' and not opened) or (word == 'elif' and (not opened or opened[-1][0] == 'for')):
            what = f"”{tag.text}”{_after(paragraph)} hör inte till något villkor."
            found.append(_finding(path, paragraph, what, "Ta bort det, eller skriv villkoret med if före."))
        elif word == 'elif':
            branches[-1] += 1
            if branches[-1] > MAX_BRANCHES:
                return [*found, _too_nested(path, paragraph, tag, f"är det {MAX_BRANCHES + 1}:e i samma villkor")]
    return found + [_unclosed(path, *each, before=None) for each in opened]


def expression(path: Path, message: str | None, paragraph: str | None) -> Finding:
    """Name a tag that Jinja cannot read.

    Args:
        path: the template.
        message: Jinja's own sentence.
        paragraph: where the tag stands.
    """
    said = next((_fill(text, hit) for pattern, text in _SENTENCES if (hit := pattern.search(message or ''))), None)
    return Finding(
        'template-syntax',
        f"En platshållare eller ett villkor i mallen är felskrivet{': ' + said if said else ''}.",
        "Dokumentet kan inte fyllas i.",
        _COMPARE,
        Place(path, paragraph=paragraph),
    )


def lined(source: str) -> str:
    """Give each tag of a template's XML a line of its own, so that Jinja's line numbers tell them apart."""
    return re.sub(r'(?=\{[{%#])', '\n', source)


def where(source: str, line: int, paragraphs: Sequence[TaggedParagraph]) -> str | None:
    """Give the text of the paragraph that holds the tag on a line (from 1) of a `lined` source.

    Args:
        source: as `lined` gives it.
        line: the line, from 1.
        paragraphs: those with tags, in the order of the source.
    """
    tags = [_bare(hit[1], hit[2]) if (hit := _TAG.match(each)) else None for each in source.split('\n')[:line]]
    wanted = next((tag for tag in reversed(tags) if tag), None)
    holders = [
        paragraph.text
        for paragraph in paragraphs
        for tag in paragraph.tags
        if _bare(tag.opening, tag.content) == wanted
    ]
    return holders[min(tags.count(wanted), len(holders)) - 1] if holders else None


def _bare(opening: str, content: str) -> tuple[str, str]:
    """A tag as it is both before and after docxtpl has cleaned it."""
    text = html.unescape(_PREFIX.sub('', content, count=1) if _PREFIX.match(content) else content)
    return opening, re.sub(r'\s', '', text.translate(str.maketrans("“”‘’", '""\'\'')))


def _word(tag: Tag) -> str:
    content = tag.content.lstrip('-+')
    found = re.match(r'\s*([^\W\d]\w*)', _PREFIX.sub('', content, count=1) if _PREFIX.match(content) else content)
    return found[1] if found else ''


def _miswritten(tag: Tag, word: str) -> tuple[str, str, str]:
    """Say what is wrong, what to do, and which word was meant ('' when nobody can tell)."""
    what = f"Styrraden ”{tag.text}” är felskriven"
    if word in _OWN:
        why = f"{what}: ett procenttecken eller en klammer står inne i den."
        return why, "Skriv om villkoret utan tecknet.", word
    meant = _MEANT.fullmatch(tag.content.strip('-+'))
    if meant:
        prefix = (meant[1] or '').lower()
        word = re.sub(r'\s', '', meant[2]).lower()
        right = f"{{%{prefix} {' '.join(f'{word}{meant[3]}'.split())} %}}"
        how = "i ett ord, med små bokstäver och med vanliga mellanslag"
        if prefix and tag.content[:1].isspace():
            how = f"utan mellanslag före {prefix}"
        elif prefix and not tag.content[len(prefix)].isspace():
            how = f"med mellanslag efter {prefix}"
        return f"{what}.", f"Skriv ”{right}”, {how}.", word
    content = tag.content.strip()
    if _PLACEHOLDER.fullmatch(content) and '.' in content:
        return f"{what}: ”{content}” är en platshållare.", f"Skriv ”{{{{ {content} }}}}”.", 'vm'
    if not word:
        return f"{what}: den börjar inte med ett ord som if eller for.", _COMPARE, ''
    near = (get_close_matches(word.lower(), sorted(_OWN), 1, cutoff=0.7) or [''])[0]
    return f"{what}: ”{word}” finns inte.", f"Menade du ”{near}”?" if near else _COMPARE, near


def _closed(
    path: Path, opened: list[tuple[str, Tag, TaggedParagraph]], paragraph: TaggedParagraph, tag: Tag, word: str
) -> list[Finding]:
    kinds = [_CLOSERS[kind] for kind, _, _ in opened]
    if word not in kinds:
        name = "inget påbörjat villkor" if word == 'endif' else "ingen påbörjad slinga"
        what = f"Det finns {name} som ”{tag.text}”{_after(paragraph)} kan avsluta."
        return [_finding(path, paragraph, what, "Ta bort det, eller skriv början på rätt ställe före.")]
    found = []
    while _CLOSERS[opened[-1][0]] != word:
        found.append(_unclosed(path, *opened.pop(), before=tag))
    opened.pop()
    return found


def _unclosed(path: Path, kind: str, tag: Tag, paragraph: TaggedParagraph, *, before: Tag | None) -> Finding:
    ending = f"{{%{tag.control or ''} {_CLOSERS[kind]} %}}"
    place = f" före ”{before.text}”" if before else f" efter det som {_NAMES[kind].lower()} gäller"
    what = f"{_NAMES[kind]} ”{tag.text}” avslutas inte: {_CLOSERS[kind]} saknas."
    return _finding(path, paragraph, what, f"Skriv ”{ending}”{place}.")


def _finding(path: Path, paragraph: TaggedParagraph, what: str, do: str) -> Finding:
    return Finding('template-syntax', what, "Dokumentet kan inte fyllas i.", do, Place(path, paragraph=paragraph.text))


def _too_nested(path: Path, paragraph: TaggedParagraph, tag: Tag, why: str) -> Finding:
    return Finding(
        'template-too-nested',
        f"”{tag.text[:60]}” {why}.",
        "Så djupt går det inte att läsa säkert, varken för en människa eller för docgen.",
        "Dela upp det, eller ta bort de innersta.",
        Place(path, paragraph=paragraph.text),
    )


def _after(paragraph: TaggedParagraph) -> str:
    """Tell alike tags apart by the text before: a template holds many "{%p endfor %}"."""
    for sibling in paragraph.element.itersiblings(paragraph.element.tag, preceding=True):
        text = ''.join(own_text(sibling)).strip()
        if text and not text.startswith('{%'):
            return f" efter ”{text[:60]}{'…' if len(text) > 60 else ''}”"
    return ''


def _fill(sentence: str, hit: re.Match[str]) -> str:
    return sentence.format(*(_TOKENS.get(group, f"”{group}”") for group in hit.groups() if group is not None))

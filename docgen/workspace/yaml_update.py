"""A YAML text with other values in it: comments, order and layout of all that is not changed stay byte for byte.

The text is not written anew from data. Each value is a span of the text, found by the marks of ruamel's nodes; only
the spans whose values differ are replaced, and items of lists are moved together with the comments above them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from docgen.workspace.lost_text import lost_comment
from docgen.workspace.yaml_emission import block, block_text, key_text, list_item
from docgen.workspace.yaml_source import parse_yaml

if TYPE_CHECKING:
    from docgen.workspace.yaml_source import Plain

Tree: TypeAlias = dict[str, 'Plain']

_COMMENT_LINE = re.compile(r'^[ \t]*#.*$', re.MULTILINE)
_HEADER = re.compile(r'[|>][-+0-9]*')


def updated(text: str, data: Tree) -> str:
    """Give the text with other data. Reading it gives the data back.

    Args:
        text: the YAML as it is.
        data: the whole content, keys in the order wanted for those that are new.

    Raises:
        FindingsError: the text is not YAML as docgen takes it.
        ValueError: the data cannot be put into this text without losing something.
    """
    windows = '\r\n' in text
    unix = text.replace('\r\n', '\n')
    before = parse_yaml(Path('data.yaml'), unix).data
    if same(before, data):
        return text
    written = _Update(unix).root(before, data)
    if not same(parse_yaml(Path('data.yaml'), written).data, data):
        raise ValueError('the updated text does not read back as the data')
    return written.replace('\n', '\r\n') if windows else written


def written(data: Tree) -> str:
    """Write data as a new YAML text."""
    return ''.join(f'{key_text(key)}:{block(value, 2)}\n' for key, value in data.items())


def same(one: object, other: object) -> bool:
    """Whether two values are the same to the model: line breaks at a text's ends do not count, nor 2 against 2.0."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, str) and isinstance(other, str):
        return one.strip('\n') == other.strip('\n')
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float, Decimal)) and isinstance(other, (int, float, Decimal)):
        return Decimal(str(one)) == Decimal(str(other))
    return one == other


class _Update:
    def __init__(self, text: str) -> None:
        from ruamel.yaml import YAML

        reader = YAML(typ='safe', pure=True)
        reader.version = (1, 2)
        self.text = text if text.endswith('\n') else text + '\n'
        self.node: Any = reader.compose(self.text)
        self._place_empty_values(self.node)

    def _place_empty_values(self, node: Any) -> None:
        """Let a value that is empty stand right after its colon: ruamel places it after the comments that follow."""
        for each in node.value if isinstance(node.value, list) else ():
            if not isinstance(each, tuple):
                self._place_empty_values(each)
                continue
            key, value = each
            if value.value == '' and value.start_mark.index == value.end_mark.index:
                colon = self.text.index(':', key.end_mark.index) + 1
                for mark in (value.start_mark, value.end_mark):
                    mark.index = colon
            else:
                self._place_empty_values(value)

    def root(self, before: Plain, after: Tree) -> str:
        if not isinstance(before, dict) or self.node.flow_style:
            raise ValueError('the file holds no keys')
        end = self._line_end(self.node)
        return self._mapping(self.node, before, after, 0) + self.text[end:]

    def _content_end(self, node: Any, key: Any = None) -> int:
        """Where the last sign of a value stands; comments and empty lines after it are not part of it.

        A key without a value ends with its colon, though ruamel marks the value where the next key begins.
        """
        if isinstance(node.value, list) and node.value and not node.flow_style:
            last = node.value[-1]
            return self._content_end(last[1], last[0]) if isinstance(last, tuple) else self._content_end(last)
        end: int = node.end_mark.index
        if key is not None and end == node.start_mark.index:
            return self.text.index(':', key.end_mark.index) + 1
        if getattr(node, 'style', None) in ('|', '>'):
            return len(self.text[:end].rstrip())
        return end

    def _line_end(self, node: Any, key: Any = None) -> int:
        end = self._content_end(node, key)
        found = self.text.find('\n', end)
        return len(self.text) if found < 0 else found

    def _mapping(self, node: Any, before: Tree, after: Tree, begin: int) -> str:
        """Give the lines of a mapping, from where its first key's lead begins to the end of its last line.

        A lead is what stands between the end of the line before and a key: line break, comments, indentation.
        """
        column = node.value[0][0].start_mark.column
        entries: dict[str, tuple[str, str]] = {}
        position = begin
        for key_node, value_node in node.value:
            key = key_node.value
            lead = self.text[position : key_node.start_mark.index]
            body = self._entry(key_node, value_node, before[key], after[key], column) if key in after else ''
            entries[key] = lead, body
            position = self._line_end(value_node, key_node)
        inline = bool(begin) and not entries[next(iter(entries))][0]
        pieces: list[str] = []
        carried = ''
        for key in self._order(list(entries), list(after)):
            if key not in after:
                carried += _comments(entries[key][0])
                continue
            lead, body = entries.get(key) or ('\n' + ' ' * column, f'{key_text(key)}:{block(after[key], column + 2)}')
            if carried and (pieces or not inline):
                lead = carried + (lead if lead.startswith('\n') or not pieces else '\n' + lead)
                carried = ''
            if not pieces:
                comments = _comments(lead) if inline else ''
                lead = '' if inline else lead.lstrip('\n') if not begin else lead
                carried += comments
            elif not lead.startswith('\n'):
                lead = '\n' + lead + ' ' * (column if not lead.strip(' ') else 0)
            pieces.append(lead + body)
        return ''.join(pieces) + carried

    @staticmethod
    def _order(old: list[str], new: list[str]) -> list[str]:
        """Give all keys: the old in their order, each new one after its predecessor in the wanted order."""
        order = list(old)
        for number, key in enumerate(new):
            if key not in order:
                before = [each for each in new[:number] if each in order]
                order.insert(order.index(before[-1]) + 1 if before else 0, key)
        return order

    def _entry(self, key_node: Any, node: Any, before: Plain, after: Plain, column: int) -> str:
        """Give a key with its value and what else stands on the line."""
        start, end = key_node.start_mark.index, self._line_end(node, key_node)
        if same(before, after):
            return self.text[start:end]
        colon = self.text.index(':', key_node.end_mark.index) + 1
        rest = self._below(node, before, after, colon, column)
        if rest is not None:
            return self.text[start:colon] + rest
        return self.text[start:colon] + self._replaced(node, key_node, after, (colon, column + 2))

    def _below(self, node: Any, before: Plain, after: Plain, colon: int, column: int) -> str | None:
        """Give a block of the same kind with its changes, or None where the value must be written anew."""
        if not isinstance(node.value, list) or node.flow_style or not node.value or not after:
            return None
        head = self.text.find('\n', colon)
        if node.start_mark.index < head:
            return None
        if isinstance(before, dict) and isinstance(after, dict):
            return self.text[colon:head] + self._mapping(node, before, after, head)
        if isinstance(before, list) and isinstance(after, list) and node.start_mark.column >= column:
            return self.text[colon:head] + self._sequence(node, before, after, head)
        return None

    def _replaced(self, node: Any, key: Any, after: Plain, place: tuple[int, int]) -> str:
        """Write a value anew in place of another, and keep the comments that stood in it.

        Args:
            node: the old value.
            key: its key; None for an item of a list.
            after: the new value.
            place: where the colon or hyphen before it ends, and how many columns what lies below it is indented.
        """
        colon, indent = place
        end = self._content_end(node, key)
        old = self.text[colon:end]
        style = getattr(node, 'style', None)
        if style in ('|', '>'):
            header, _, _ = self.text[node.start_mark.index : end].partition('\n')
            tail, above = _HEADER.sub('', header, count=1), ''
        else:
            tail = self.text[end : self._line_end(node, key)]
            above = _comments(old) if style is None else ''
        first, broken, body = self._value(after, indent, style).partition('\n')
        if isinstance(after, str):
            above = ''  # a comment would become part of the text below the header
        if tail.startswith(' #'):
            tail = f' {tail}'  # two spaces before a comment: one alone is told as text that was lost
        if tail.lstrip().startswith('#') and not broken and lost_comment(first + tail, len(first), first.strip()):
            tail, above = '', f'\n{tail.strip()}{above}'
        return first + tail + above + broken + body

    @staticmethod
    def _value(value: Plain, indent: int, style: str | None) -> str:
        if isinstance(value, str) and (written := block_text(value, indent, style)):
            header, body = written
            return f' {header}\n{body}'
        return block(value, indent)

    def _sequence(self, node: Any, before: list[Plain], after: list[Plain], begin: int) -> str:
        """Give the lines of a list; an item that moves takes along the comments above it."""
        column = node.start_mark.column
        items: list[tuple[str, int]] = []
        position = begin
        for number, each in enumerate(node.value):
            dash = self._dash(each, position, column) if number else node.start_mark.index
            items.append((self.text[position:dash], dash))
            position = self._line_end(each)
        leads = [lead for lead, _ in items]
        usual = '\n' * max(leads[-1].count('\n') - len(_COMMENT_LINE.findall(leads[-1])), 1) + ' ' * column
        pieces = []
        for index, value in zip(_sources(before, after), after, strict=True):
            if index is None:
                pieces.append(usual + list_item(value, column))
            else:
                lead, dash = items[index]
                pieces.append(lead + self._item(node.value[index], before[index], value, dash, column))
        return ''.join(pieces)

    def _dash(self, node: Any, position: int, column: int) -> int:
        for line in re.finditer(r'^ *-', self.text[position : node.start_mark.index + 1], re.MULTILINE):
            if len(line[0]) - 1 == column:
                return position + line.end() - 1
        raise ValueError('a list whose hyphens do not stand in one column')

    def _item(self, node: Any, before: Plain, after: Plain, dash: int, column: int) -> str:
        if same(before, after):
            return self.text[dash : self._line_end(node)]
        nested = isinstance(before, dict) and isinstance(after, dict) and isinstance(node.value, list)
        if nested and after and not node.flow_style:
            start = node.start_mark.index
            return self.text[dash:start] + self._mapping(node, before, after, start)  # type: ignore[arg-type]
        if isinstance(after, (dict, list)):
            return list_item(after, column)
        return '-' + self._replaced(node, None, after, (dash + 1, column + 2))


def _comments(text: str) -> str:
    """Give the comments of a text, each on a line of its own below the one before."""
    return ''.join('\n' + found for found in _COMMENT_LINE.findall(text))


def _sources(before: list[Plain], after: list[Plain]) -> list[int | None]:
    """Say for each new item which old one it is: the same, one of the same name, or else the one in its place."""
    free = dict(enumerate(before))
    found: list[int | None] = [None] * len(after)

    def take(number: int, matches: list[int]) -> None:
        if found[number] is None and matches:
            nearest = min(matches, key=lambda index: abs(index - number))
            found[number] = nearest
            del free[nearest]

    for number, value in enumerate(after):
        take(number, [index for index, old in free.items() if same(old, value)])
    for number, value in enumerate(after):
        take(number, [index for index, old in free.items() if _named_alike(old, value)])
    for number, value in enumerate(after):
        # Items with names of their own are others; items without are told apart by their place alone.
        if number in free and _name(value) is None and _name(before[number]) is None:
            take(number, [number])
    return found


def _named_alike(one: Plain, other: Plain) -> bool:
    return _name(one) is not None and _name(one) == _name(other)


def _name(value: Plain) -> Plain:
    if not isinstance(value, dict):
        return None
    return next((value[key] for key in ('id', 'commitment', 'role') if key in value), None)

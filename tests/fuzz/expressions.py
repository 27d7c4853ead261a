"""Template tags put together at random: of what the language knows, and of what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_NAMES = (
    'promise', 'promise.title', 'promise.commitments',
    'contact.email', 'x', 'loop', 'self', 'namespace', 'range', 'dict',
    'lipsum', 'cycler', 'promise.title.format', 'promise.__class__', "promise['__class__']", 'promise.period', '_', 'å',
    'promise.commitments[0].text', 'promise.signatories', 'r', 'none', 'true',
)  # fmt: skip
_LITERALS = (
    '1',
    '-1',
    '0',
    '1.5',
    '1e308',
    '9' * 60,
    "''",
    "'å'",
    "'%s'",
    "'{0.__class__}'",
    '[]',
    '[1, 2]',
    '{}',
    "{'a': 1}",
    '()',
)
_FILTERS = (
    'upper', 'lower', 'length', 'join', "join(', ')", 'first', 'last', 'sort', 'reverse', "replace('a', 'b' * 9)",
    'list', "default('x')", 'attr("__class__")', "map('upper')", 'format(1)', 'center(999999999)', 'indent(99999999)',
    'pprint', 'wordwrap(1)', 'batch(0)',
    'slice(0)', 'random', 'tojson', 'safe', 'e', 'xmlattr', 'urlize', 'groupby("a")', 'int', 'sum',
    'round(99)', 'truncate(1)', "selectattr('a')", 'min', 'unique', 'string', 'trim', 'abs', 'nofilter', 'items',
)  # fmt: skip
_TESTS = ('defined', 'none', 'string', 'number', 'divisibleby(0)', "in 'abc'", 'sameas(1)', 'iterable', 'notest', 'odd')
_OPERATORS = ('+', '-', '*', '/', '//', '%', '**', '~', 'and', 'or', '==', '<', 'in', 'not in', 'is')


def expression(dice: Random, depth: int = 0) -> str:
    """One expression, mostly well-formed."""
    kind = dice.randrange(9) if depth < 4 and (depth == 0 or dice.randrange(5) < 2) else dice.randrange(2)
    match kind:
        case 0:
            return dice.choice(_NAMES)
        case 1:
            return dice.choice(_LITERALS)
        case 2 | 3:
            return f'{expression(dice, depth + 1)}|{dice.choice(_FILTERS)}'
        case 4:
            return f'({expression(dice, depth + 1)} {dice.choice(_OPERATORS)} {expression(dice, depth + 1)})'
        case 5:
            return f'{expression(dice, depth + 1)} if {expression(dice, depth + 1)} else {expression(dice, depth + 1)}'
        case 6:
            return f'{expression(dice, depth + 1)} is {dice.choice(_TESTS)}'
        case 7:
            return f'{expression(dice, depth + 1)}[{expression(dice, depth + 1)}]'
        case _:
            return f'{dice.choice(_NAMES)}({expression(dice, depth + 1)})'


def tag(dice: Random) -> str:
    """A tag, or a few that belong together, or that do not."""
    inner = expression(dice)
    return dice.choice((
        f'{{{{ {inner} }}}}', f'{{{{ {inner} }}}}', f'{{{{r {inner} }}}}', f'{{{{{inner}}}}}', f'{{%p if {inner} %}}',
        f'{{% if {inner} %}}{{{{ {expression(dice)} }}}}{{% endif %}}', f'{{# {inner} #}}', f'{{{{ {inner}',
        '{% raw %}', '}}',
        f'{{% for x in {inner} %}}{{{{ {expression(dice)} }}}}{{% endfor %}}', f'{{% set x = {inner} %}}',
        f'{{%tr for x in {inner} %}}', '{% endfor %}', f'{{% include {inner} %}}', f'{{% import {inner} as x %}}',
        f'{{% macro m() %}}{{{{ {inner} }}}}{{% endmacro %}}{{{{ m() }}}}',
        '{%p endif %}', f'{{% if {inner} %}}x{{% else %}}',
    ))  # fmt: skip

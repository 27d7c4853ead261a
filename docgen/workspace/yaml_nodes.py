"""A YAML text as a tree of nodes: by libyaml where it reads the text as YAML 1.2 does, else by ruamel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from docgen.errors import FindingsError

if TYPE_CHECKING:
    from pathlib import Path

Node: TypeAlias = Any
"""A scalar, sequence or mapping node: ruamel's and PyYAML's have the same attributes."""

_DEEPEST = 400
_BRACKETS = re.compile(r'[\[\]{}]')
_ONLY_RUAMEL = re.compile('[\t\x85\u2028\u2029\ufeff]|^%|\r(?!\n)|!\\S*[^\\s!]!', re.MULTILINE)


def compose(file: Path, text: str) -> Node | None:
    """Read a YAML text; None where there is nothing in it.

    Args:
        file: where it stands, for the finding's place.
        text: the YAML.

    Raises:
        FindingsError: it is not YAML.
    """
    return composed_by_libyaml(text) or _composed_by_ruamel(file, text)


def composed_by_libyaml(text: str) -> Node | None:
    """The node tree as libyaml reads it, which takes a seventeenth of the time; None where ruamel must look.

    libyaml reads YAML 1.1. The node trees differ from those of YAML 1.2 only where the text holds a tab, a directive, a
    tag within a tag or a line break other than LF and CR LF; such a text, an empty one and one with a mistake are
    ruamel's to read. So is one nested very deep: libyaml's binding has no bound of its own, and would end the process.
    """
    if _ONLY_RUAMEL.search(text) or _may_be_deep(text):
        return None
    import yaml
    from yaml._yaml import CParser
    from yaml.resolver import BaseResolver

    class Loader(CParser, BaseResolver):
        def __init__(self, stream: str) -> None:
            CParser.__init__(self, stream)
            BaseResolver.__init__(self)

    loader = Loader(text)
    try:
        return loader.get_single_node()
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    finally:
        loader.dispose()


def _may_be_deep(text: str) -> bool:
    """Whether values may lie in each other in more levels than libyaml is given; some that do not are taken for such.

    A level takes a column before the value, or a bracket.
    """
    if any(len(line) - len(line.lstrip(' -?:&*!')) > _DEEPEST for line in text.split('\n')):
        return True
    depth = 0
    for sign in _BRACKETS.findall(text):
        depth += 1 if sign in '[{' else -1
        if depth > _DEEPEST:
            return True
    return False


def _composed_by_ruamel(file: Path, text: str) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    reader = YAML(typ='safe', pure=True)
    reader.version = (1, 2)
    try:
        return reader.compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        from docgen.workspace.yaml_syntax import syntax_finding

        raise FindingsError(syntax_finding(file, text, error)) from error

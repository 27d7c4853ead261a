"""Values put into a YAML text whose comments stay: what `read_yaml` then gives is exactly what was put in."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from docgen.workspace.yaml_source import KeyPath


def filled(text: str, values: Mapping[KeyPath, str | datetime.date]) -> str:
    """Give a YAML text with other values, quoted where YAML needs it.

    Args:
        text: the YAML, whose layout is kept.
        values: the new values by their paths. A day is written without quotes; `read_yaml` gives it as a text.

    Raises:
        KeyError: the text has no such path.
    """
    from ruamel.yaml import YAML

    writer = YAML()
    writer.preserve_quotes = True
    writer.width = 1_000_000  # a line is broken by whoever writes it, never by a program
    writer.indent(mapping=2, sequence=4, offset=2)
    document = writer.load(text)
    comments: list[str] = []
    for path, value in values.items():
        *parents, last = path
        target: Any = document
        for step in parents:
            target = target[step]
        if last not in target:
            raise KeyError(path)
        beside = target.ca.items.get(last, (None, None, None))[2]
        if beside is not None and beside.value.startswith('#'):
            comments.append(beside.value.split('\n')[0])
        target[last] = value
    out = io.StringIO()
    writer.dump(document, out)
    written = out.getvalue()
    for comment in comments:  # two spaces before it, or the reader asks whether it is a part of the text
        written = re.sub(rf'(?<=\S) (?={re.escape(comment)}$)', '  ', written, flags=re.MULTILINE)
    return written

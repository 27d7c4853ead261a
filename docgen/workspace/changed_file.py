"""A data file given other data: comments and layout stay, and the file is the old or the new one, never half of it."""

from __future__ import annotations

import contextlib
import io
import re
from typing import TYPE_CHECKING, Any

from docgen import filesystem
from docgen.errors import Finding, FindingsError, Place, UsageError, reason
from docgen.workspace.yaml_update import updated

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

    from docgen.workspace.yaml_source import KeyPath


def changed_text(file: Path, text: str, data: Any) -> str:
    """Give a data file's text with other data in it.

    Args:
        file: whose text it is.
        text: the YAML as it is.
        data: the whole content.

    Raises:
        FindingsError: the text is laid out so that it cannot be changed without losing something (`data-layout`).
    """
    try:
        return updated(text, data)
    except ValueError as error:
        raise FindingsError(
            Finding(
                'data-layout',
                f"{file.name} är skriven så att docgen inte kan ändra i den utan att tappa något.",
                "Det händer när uppgifter står inom { } eller [ ], eller när bindestreck inte står under varandra.",
                "Skriv uppgifterna på egna rader, eller gör ändringen för hand.",
                Place(file),
            )
        ) from error


def replace_text(file: Path, text: str, before: str) -> None:
    """Put a new text in place of a data file's, all at once.

    Args:
        file: the file; it may be new.
        text: its new content.
        before: what it held when the change was made up; '' for a new file.

    Raises:
        UsageError: it holds something else by now (`data-changed-meanwhile`), or cannot be written (`data-unwritable`);
            it is as it was then.
    """
    beside = file.with_name(f'.{file.name}.docgen')
    try:
        if (file.read_bytes().decode('utf-8-sig') if file.exists() else '') != before:
            raise UsageError(_changed(file))
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode('utf-8'))
        filesystem.replace(beside, file)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise UsageError(
            Finding(
                'data-unwritable',
                f"Det går inte att skriva i {file.name}: {reason(error)}.",
                "Ändringarna kan inte föras in; filen är som den var.",
                "Stäng filen om den är öppen i ett annat program, och kontrollera att du får skriva där.",
                Place(file),
            )
        ) from error


def _changed(file: Path) -> Finding:
    return Finding(
        'data-changed-meanwhile',
        f"{file.name} har ändrats sedan den lästes.",
        "Det som skulle skrivas bygger på filen som den var nyss.",
        "Kör kommandot igen.",
        Place(file),
    )


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

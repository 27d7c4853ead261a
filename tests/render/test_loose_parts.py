"""A template whose parts hang loose, each arrow and each kind spoilt in turn: told by name, never a traceback."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from templates.shipped import TEMPLATES, contexts

from docgen.errors import DocgenError
from docgen.pipeline.template_fix import fix_template
from docgen.render import check_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = 'medborgarlofte-kort.docx'
ARROWS = {
    'nowhere': (r'Target="[^"]*"', 'Target="NULL"'),
    'no target': (r' Target="[^"]*"', ''),
    'no id': (r' Id="[^"]*"', ''),
    'another kind': (r'/relationships/[^"]*"', '/relationships/numbering"'),
    'a kind that nobody knows': (r'/relationships/[^"]*"', '/relationships/x"'),
}
KINDS = {
    'no kind': (r'ContentType="[^"]*"', 'ContentType=""'),
    'text': (r'ContentType="[^"]*"', 'ContentType="text/x"'),
}


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(TEMPLATES / NAME) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoilt(how: str) -> Iterator[tuple[str, bytes]]:
    """Every file that comes of doing this once: to an arrow, to an entry of a kind, to a part."""
    whole = parts()
    for name, data in whole.items():
        if how in ('gone', 'empty', 'cut'):
            left = {'gone': None, 'empty': b'', 'cut': data[: len(data) // 2]}[how]
            yield name, packed({**whole, name: left})
            continue
        pattern, instead = ARROWS.get(how) or KINDS[how]
        if name.endswith('.rels') if how in ARROWS else name == '[Content_Types].xml':
            text = data.decode()
            for found in re.finditer(pattern, text):
                changed = text[: found.start()] + instead + text[found.end() :]
                yield f'{name} {found[0]}', packed({**whole, name: changed.encode()})


def packed(whole: dict[str, bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        for name, data in whole.items():
            if data is not None:
                archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize('how', [*ARROWS, *KINDS, 'gone', 'empty', 'cut'])
def test_each_is_told_with_what_to_do(how: str, tmp_path: Path) -> None:
    context = contexts(NAME)[0]
    seen = 0
    for number, (where, data) in enumerate(spoilt(how)):
        path = tmp_path / f'{number}.docx'
        path.write_bytes(data)
        for finding in check_template(path, context):
            assert finding.what, where
            assert finding.do, where
            seen += 1
        with contextlib.suppress(DocgenError):
            fix_template(path, tmp_path / 'copy.docx')
    assert seen

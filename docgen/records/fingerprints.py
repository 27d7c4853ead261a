"""What a result depends on, as hashes: data, templates, fonts, libraries, our own code.

Same fingerprint, same bytes: that is what lets a build skip what is unchanged.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import re
from functools import cache
from importlib.metadata import distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

import docgen
from docgen import fonts
from docgen.errors import Finding, FindingsError, Place, reason
from docgen.file_names import is_aside
from docgen.filesystem import require_regular

if TYPE_CHECKING:
    from collections.abc import Iterable

# The libraries whose version can change a byte of the result.
_LIBRARIES = (
    'babel',
    'docxtpl',
    'fonttools',
    'jinja2',
    'lxml',
    'page-validation',
    'pikepdf',
    'pillow',
    'pydantic',
    'pypdf',
)
_MORE_LIBRARIES = ('pydantic', 'pypdf', 'pypdfium2', 'python-docx', 'reportlab', 'ruamel.yaml', 'typst')
_COMPILED = '__pycache__'
_SHORT = 12
"""Hexadecimal digits that tell one build from another."""
_CODE = ('*.bas', '*.jinja', '*.py', '*.typ')


def file_hash(path: Path) -> str:
    """Give the SHA-256 of a file's content.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    require_regular(path)
    with path.open('rb') as file:
        return hashlib.file_digest(file, 'sha256').hexdigest()


def input_hash(path: Path) -> str:
    """Give the SHA-256 of a file that documents are made from.

    Raises:
        FindingsError: `input-unreadable`, as when another program has it open.
    """
    try:
        return file_hash(path)
    except OSError as error:
        raise FindingsError(
            Finding(
                'input-unreadable',
                f"{path.name} går inte att läsa: {reason(error)}.",
                "Dokumenten görs bland annat av den.",
                "Stäng filen i Word eller det program som har den öppen, och kör kommandot igen.",
                Place(path),
            )
        ) from error


def text_hash(*values: object) -> str:
    """Give the SHA-256 of plain values, independent of the order of keys."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def code_fingerprint() -> str:
    """Give the hash of what turns data into documents: our code, the libraries' versions, the fonts."""
    libraries = {name: _version(name) for name in (*_LIBRARIES, *_MORE_LIBRARIES)}
    return text_hash(docgen.__version__, _code(), libraries, fonts.fingerprint())


@cache
def build_fingerprint() -> str:
    """Give the beginning of the hash of our code alone: two builds by one version number may write otherwise."""
    return text_hash(docgen.__version__, _code())[:_SHORT]


@cache
def _code() -> tuple[tuple[str, str], ...]:
    package = Path(docgen.__file__).parent
    return tuple(
        (path.relative_to(package).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in _matching(package, _CODE)
    )


def workspace_inputs(root: Path) -> str:
    """Give the hash of every file that documents are made from: the YAML, the Word templates, the pictures.

    Raises:
        FindingsError: `input-unreadable`.
    """
    files = [*_matching(root / 'data', ('*.yaml', '*.yml')), *_matching(root / 'templates', ('*',))]
    return text_hash(
        [[path.relative_to(root).as_posix(), input_hash(path)] for path in files if not is_aside(path.name)]
    )


def _matching(folder: Path, patterns: Iterable[str]) -> list[Path]:
    found = []
    for place, folders, names in os.walk(folder):
        if _COMPILED in folders:
            folders.remove(_COMPILED)
        matching = (name for pattern in patterns for name in fnmatch.filter(names, pattern))
        found += [path for name in matching if (path := Path(place, name)).is_file()]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _version(library: str) -> str:
    """Give what `importlib.metadata.version` gives, which reads a library's whole description as an e-mail for it."""
    head = (distribution(library).read_text('METADATA') or '').partition('\n\n')[0]
    stated = re.findall(r'^Version: *(\S+)', head, re.MULTILINE)
    return stated[0] if len(stated) == 1 else version(library)

"""Random edits of signed files: what is still called sound must look, read and be the same in every reader at hand."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from sign.random_edits import random_edit, same_objects

from docgen.pdf.compare.revision_views import compare_views
from docgen.sign.verifying.appended.appended_check import account_for
from docgen.sign.verifying.verify import verify
from verdict.laboratory import SOUND, ends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verdict.laboratory import Laboratory

_REVISION = re.compile(rb'%%EOF\r?\n?')
_READERS = {
    'pdftotext': ('pdftotext', '-enc', 'UTF-8', '{}', '-'),
    'pdfinfo': ('pdfinfo', '{}'),
    'mutool draw': ('mutool', 'draw', '-q', '-F', 'pgm', '-r', '40', '-o', '-', '{}'),
    'mutool text': ('mutool', 'draw', '-q', '-F', 'text', '-o', '-', '{}'),
}
"""More of them, where they are installed; MuPDF's licence keeps it from being a part of docgen."""
_OF_FILE = re.compile(rb'(?m)^(?:File size|ModDate|Producer):.*$')


def run(place: Laboratory, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Edit so many files, and give how they were judged, and what was called sound though it differs."""
    bases = place.all()
    names = [*place.three, *bases]  # those of our own twice as often
    told: Counter[str] = Counter()
    wrong: list[str] = []
    number = 0
    while sum(told.values()) < count:
        number += 1
        dice = random.Random(f'{seed}/{number}')
        name = dice.choice(names)
        try:
            edited = random_edit(bases[name], dice)
        except Exception:  # noqa: BLE001 - what pikepdf says of an edit that makes no sense; the next one does
            continue
        if edited == bases[name]:
            continue
        how, what = _judged(bases[name], edited, place)
        told[how] += 1
        if what:
            wrong.append(f'{name}, {seed}/{number}: {what}')
    return told, wrong


def _judged(base: bytes, edited: bytes, place: Laboratory) -> tuple[str, str]:
    signed = ends(base)
    if edited.startswith(base) and account_for(edited, signed).after(max(signed)):
        return 'cannot be accounted for', ''  # which is a change, as the suite holds
    file = place.folder / 'edited.pdf'
    file.write_bytes(edited)
    verdict = verify(file, place.trust).verdict
    if verdict not in SOUND:
        return verdict.value, ''
    if base.startswith(edited.rstrip()):
        return 'sound, cut back to an older state', ''
    if not edited.startswith(base):
        both = enumerate(zip(base, edited, strict=False))
        common = next((place for place, (one, other) in both if one != other), min(len(base), len(edited)))
        states = [found.end() for found in _REVISION.finditer(base) if found.end() <= common]
        if not states:
            return 'sound, WRONGLY', 'it is no older state with more behind it'
        base = base[: states[-1]]
    what = _differing(base, edited, place)
    return ('sound, WRONGLY' if what else 'sound, the same'), what


def _differing(base: bytes, edited: bytes, place: Laboratory) -> str:
    if not same_objects(base, edited):
        return 'objects differ'
    views = compare_views(base, edited, {}).differences
    if views:
        return f'pages differ: {views[:2]}'
    one, other = _read(base, place), _read(edited, place)
    return ', '.join(name for name in one if one[name] != other.get(name))


def _read(content: bytes, place: Laboratory) -> Mapping[str, str]:
    """What other readers make of a file."""
    file = place.folder / 'read.pdf'
    file.write_bytes(content)
    found: dict[str, str] = {}
    for name, command in _READERS.items():
        if shutil.which(command[0]):
            filled = [part.format(file) for part in command]
            done = subprocess.run(filled, capture_output=True, check=False, timeout=60)
            found[name] = hashlib.sha256(_OF_FILE.sub(b'', done.stdout)).hexdigest()
    return found

"""Every forgery on every base, through all doors that judge signed files; none may pass any."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING

from archive.delivery import Package
from sign.conftest import copied
from sign.forgeries_of_signatures import FORGERIES
from sign.verifying.conftest import STEM
from workbench import Workbench

from docgen.archive.verify import verify_package
from docgen.errors import DocgenError
from docgen.sign.receiving.receive import ReceiveRequest, receive
from docgen.sign.verifying.verify import verify
from verdict.laboratory import SOUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from verdict.laboratory import Laboratory

DOORS = ('verify', 'receive', 'archive')
_PASSED = 'PASSED'


def run(place: Laboratory, door: str, part: slice) -> tuple[Counter[str], list[str]]:
    """Forge on each base (an archive holds the fully signed), and give the answers and what passed."""
    told: Counter[str] = Counter()
    wrong: list[str] = []
    enter = {'verify': _verifying, 'receive': _receiving, 'archive': _archiving}[door](place)
    for name in list(FORGERIES)[part]:
        for base, content in place.three.items():
            if door == 'archive' and base != 'fully signed':
                continue
            answer = enter(FORGERIES[name](content))
            told[answer] += 1
            if _PASSED in answer:
                wrong.append(f'{name}, {base}: {answer}')
    return told, wrong


def _verifying(place: Laboratory) -> Callable[[bytes], str]:
    file = place.folder / 'forged.pdf'

    def enter(content: bytes) -> str:
        file.write_bytes(content)
        found = verify(file, place.trust)
        explained = found.changes or found.explanation or any(each.explanation for each in found.signatures)
        return f'{found.verdict.value}{"" if explained and found.verdict not in SOUND else f" {_PASSED}"}'

    return enter


def _receiving(place: Laboratory) -> Callable[[bytes], str]:
    file, root = place.folder / 'forged.pdf', place.folder / 'receiving'
    copied(place.lab.workbench, root)

    def enter(content: bytes) -> str:
        file.write_bytes(content)
        answers = []
        for accepting in (False, True):
            request = ReceiveRequest(root, '2024', file, accept_rewritten=accepting, accept_untrusted=accepting)
            try:
                receive(request)
            except DocgenError as error:
                answers.append(error.findings[0].id)
            else:
                answers.append(_PASSED)
                shutil.rmtree(root)
                copied(place.lab.workbench, root)
        return ', '.join(dict.fromkeys(answers))

    return enter


def _archiving(place: Laboratory) -> Callable[[bytes], str]:
    """In a package whose record, metadata and lists are forged to agree."""
    package, inside = _package(place)

    def enter(content: bytes) -> str:
        copy = place.folder / 'package'
        shutil.copytree(package, copy)
        held = Package(copy)
        _forge(held, copy / inside, content)
        found = verify_package(copy, place.trust)
        shutil.rmtree(copy)
        return found.verdict.value if found.verdict.value == 'signature-invalid' else f'{found.verdict.value} {_PASSED}'

    return enter


def _package(place: Laboratory) -> tuple[Path, Path]:
    bench = Workbench(copied(place.lab.workbench, place.folder / 'archiving').root)
    file = place.folder / 'fully.pdf'
    file.write_bytes(place.lab.signed)
    receive(ReceiveRequest(bench.root, '2024', file))
    target = place.folder / 'packages'
    answer = bench.run('archive', '2024', '--as', 'folder', '--to', str(target))
    assert answer.code == 0, answer.err
    package = next(each for each in target.iterdir() if each.is_dir() and not each.name.startswith('.'))
    signed = next(each for each in package.rglob(f'signed/{STEM}.pdf'))
    return package, signed.relative_to(package)


def _forge(held: Package, signed: Path, content: bytes) -> None:
    before = signed.read_bytes()
    was, now = (hashlib.sha256(each).hexdigest() for each in (before, content))
    signed.write_bytes(content)
    record = json.loads(json.dumps(held.record()).replace(was, now))
    previous = ''
    for event in _events(record):
        event['previous'] = previous
        written = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
        previous = hashlib.sha256(written.encode()).hexdigest()
    record['last_event'] = previous
    held.write_record(record)
    metadata = held.path(held.premis_file)
    told = metadata.read_text('utf-8').replace(was, now)
    metadata.write_text(told.replace(f'>{len(before)}<', f'>{len(content)}<'), 'utf-8')
    held.list_anew()


def _events(record: dict[str, list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    yield from record['events']

"""Changes every value of a package, and lists what `docgen archive verify` does not tell.

    python -m tests.values arkiv/strangnas-2021 --way mended

The ways: `alone` mends nothing; `mended` mends every checksum, and the chain of record.json; `pairs` changes a value
that stands in two files in both alike, and mends; `anew` changes a value of what the package was made from (data,
record, reports), and has docgen itself describe all of it anew, as somebody with docgen could. The PDFs stay as they
are: who changes one breaks its signature. A package of 42 files takes half an hour in the way `mended`.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS)] if str(TESTS) not in sys.path else []

from docgen.sign.trust import load_trust  # noqa: E402
from values.changes import Change, changes, occurrences, other  # noqa: E402
from values.told import (  # noqa: E402
    anew,
    chained_anew,
    files_of,
    judged_pdfs,
    listed_anew,
    looks,
    names_both,
    told,
    verified_pdfs,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.archive.verdicts import Observation

T = TypeVar('T')
RECORD = 'representations/rep1/data/record.json'
DATA = 'representations/rep1/data/'


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog='python -m tests.values')
    parser.add_argument('package', type=Path, help='a package of fgs-2.0, as a folder')
    parser.add_argument('--way', choices=['alone', 'mended', 'pairs', 'anew'], default='mended')
    parser.add_argument('--trust', type=Path, help="certificates of the issuers that its signatures are traced to")
    parser.add_argument('--file', default='', help='only files whose path holds this')
    parser.add_argument('--sample', type=int, help='only so many of each file, drawn by the seed')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--values', action='store_true', help='list, too, what is told without both its values')
    chosen = parser.parse_args()
    files, judged = files_of(chosen.package), judged_pdfs(chosen.package)
    verified = verified_pdfs(chosen.package, load_trust([chosen.trust] if chosen.trust else []))
    assert not told(files, judged, verified), 'the package itself is not valid'
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    nameless: Counter[str] = Counter()
    drawn = _Drawn(chosen.sample, random.Random(chosen.seed))
    for file, change, changed in _tried(files, chosen.way, chosen.file, drawn):
        if chosen.way == 'anew':
            made = anew(changed, judged)
        elif chosen.way == 'alone':
            made = changed
        else:
            made = listed_anew(changed, {name for name in changed if changed[name] != files[name]})
        tried[file] += 1
        if made is None or made == files:
            continue
        found: list[Observation] = []
        for look in looks(made, judged, verified):
            found += look
            if found and (not chosen.values or names_both(found, change.before, change.after)):
                break
        else:
            (nameless if found else missed)[file] += 1
            print(f"{'SAYS ' if found else ''}{file}: {_described(change)}", *found[:1], flush=True)
    for file, count in tried.items():
        print(f'{file}: {count} tried, {missed[file]} not told, {nameless[file]} without both values')
    print(f'{chosen.way}: {tried.total()} tried, {missed.total()} not told, {nameless.total()} without both values')


def _described(change: Change) -> str:
    return f'{change.place}, {change.how}: {change.before!r} -> {change.after!r}'


class _Drawn:
    """Draws some of many, each as likely as any other, without keeping the rest."""

    def __init__(self, most: int | None, random_numbers: random.Random) -> None:
        self._most, self._random = most, random_numbers

    def of(self, many: Iterable[T]) -> Iterable[T]:
        if self._most is None:
            return many
        kept: list[T] = []
        for number, each in enumerate(many):
            if number < self._most:
                kept.append(each)
            elif (at := self._random.randrange(number + 1)) < self._most:
                kept[at] = each
        return kept


def _tried(
    files: dict[str, bytes], way: str, only: str, drawn: _Drawn
) -> Iterator[tuple[str, Change, dict[str, bytes]]]:
    """Each change: the file, what is changed, and the package with it."""
    if way == 'pairs':
        texts = {name: each for name, each in files.items() if name.endswith(('.xml', '.json', '.yaml', '.txt'))}
        for value, changed in drawn.of(occurrences(texts)):
            names = ' + '.join(changed)
            if only in names:
                yield names, Change(names, 'both', 'another', value, other(value), b''), {**files, **_chained(changed)}
        return
    for name, content in files.items():
        if only not in name or (way == 'anew' and (not name.startswith(DATA) or name.endswith('erms.xml'))):
            continue
        for each in drawn.of(changes(name, content)):
            changed = {name: each.content} if way == 'alone' else _chained({name: each.content})
            yield name, each, {**files, **changed}


def _chained(changed: dict[str, bytes]) -> dict[str, bytes]:
    return {name: chained_anew(each) if name == RECORD else each for name, each in changed.items()}


if __name__ == '__main__':
    main()

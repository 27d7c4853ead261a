"""Changes every value of a package, and lists what `docgen archive verify` does not tell.

    python -m tests.values arkiv/strangnas-2021 --way mended

The ways: `alone` mends nothing; `mended` mends every checksum, and the chain of record.json; `pairs` changes a value
that stands in two files in both alike, and mends; `anew` changes a value of what the package was made from (data,
record, reports), and has docgen itself describe all of it anew, as somebody with docgen could. The PDFs stay as they
are: who changes one breaks its signature. A package of 42 files takes half an hour in the way `mended`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS)] if str(TESTS) not in sys.path else []

from docgen.sign.trust import load_trust  # noqa: E402
from values.changes import changes, occurrences  # noqa: E402
from values.told import (  # noqa: E402
    anew,
    chained_anew,
    files_of,
    judged_pdfs,
    listed_anew,
    told,
    verified_pdfs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = 'representations/rep1/data/record.json'
DATA = 'representations/rep1/data/'


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog='python -m tests.values')
    parser.add_argument('package', type=Path, help='a package of fgs-2.0, as a folder')
    parser.add_argument('--way', choices=['alone', 'mended', 'pairs', 'anew'], default='mended')
    parser.add_argument('--trust', type=Path, help="certificates of the issuers that its signatures are traced to")
    parser.add_argument('--file', default='', help='only files whose path holds this')
    parser.add_argument('--each', type=int, default=1, help='only each so many-th')
    chosen = parser.parse_args()
    files, judged = files_of(chosen.package), judged_pdfs(chosen.package)
    verified = verified_pdfs(chosen.package, load_trust([chosen.trust] if chosen.trust else []))
    assert not told(files, judged, verified), 'the package itself is not valid'
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for number, (file, what, changed) in enumerate(_tried(files, chosen.way, chosen.file)):
        if number % chosen.each:
            continue
        if chosen.way == 'anew':
            made = anew(changed, judged)
        elif chosen.way == 'alone':
            made = changed
        else:
            made = listed_anew(changed, {name for name in changed if changed[name] != files[name]})
        tried[file] += 1
        if made is None or made == files or told(made, judged, verified):
            continue
        missed[file] += 1
        print(f'{file}: {what}', flush=True)
    for file, count in tried.items():
        print(f'{file}: {count} tried, {missed[file]} not told')
    print(f'{chosen.way}: {tried.total()} tried, {missed.total()} not told')


def _tried(files: dict[str, bytes], way: str, only: str) -> Iterator[tuple[str, str, dict[str, bytes]]]:
    """Each change: the file, what is changed, and the package with it."""
    if way == 'pairs':
        texts = {name: each for name, each in files.items() if name.endswith(('.xml', '.json', '.yaml', '.txt'))}
        for value, changed in occurrences(texts):
            names = ' + '.join(changed)
            if only in names:
                yield names, value[:80], {**files, **_chained(changed)}
        return
    for name, content in files.items():
        if only not in name or (way == 'anew' and (not name.startswith(DATA) or name.endswith('erms.xml'))):
            continue
        for each in changes(name, content):
            changed = {name: each.content} if way == 'alone' else _chained({name: each.content})
            what = f'{each.place}, {each.how}: {each.before!r} -> {each.after!r}'
            yield name, what, {**files, **changed}


def _chained(changed: dict[str, bytes]) -> dict[str, bytes]:
    return {name: chained_anew(each) if name == RECORD else each for name, each in changed.items()}


if __name__ == '__main__':
    main()

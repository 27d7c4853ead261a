"""Tries the verdict on signed files at large: what the suite does a small part of.

    python -m tests.verdict honest                           every way in which two can sign: all valid
    python -m tests.verdict forged --door verify             every forgery on every base: none passes
    python -m tests.verdict edited --count 3000 --seed 1     random edits: what passes is the same in all readers

Doors: verify, receive, archive. `--part 2/3` does the second third. Ends with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS)] if str(TESTS) not in sys.path else []

from sign.forgeries_of_signatures import FORGERIES  # noqa: E402

from verdict import edited, forged, honest  # noqa: E402
from verdict.laboratory import laboratory  # noqa: E402


def main() -> int:
    """Try, and give 1 if anything is wrong."""
    asked = _asked()
    logging.disable(logging.CRITICAL)
    began = time.monotonic()
    with laboratory() as place:
        if asked.what == 'honest':
            results = list(honest.run(place, _part(asked.part, len(list(honest.cases())))))
            wrong = [f'{case}: {what}' for case, what in results if what]
            told = f'{len(results)} files'
        elif asked.what == 'forged':
            counts, wrong = forged.run(place, asked.door, _part(asked.part, len(FORGERIES)))
            told = f'{asked.door}: {sum(counts.values())} files; {dict(counts)}'
        else:
            counts, wrong = edited.run(place, asked.count, asked.seed)
            told = f'seed {asked.seed}: {sum(counts.values())} edits; {dict(counts)}'
    for each in wrong:
        sys.stdout.write(f'--- {each}\n')
    sys.stdout.write(f'{asked.what}, {told}; {len(wrong)} wrong; {time.monotonic() - began:.0f} s\n')
    return 1 if wrong else 0


def _part(told: str, count: int) -> slice:
    """The slice of so many things that `2/3` is."""
    number, parts = (int(each) for each in told.split('/'))
    return slice(count * (number - 1) // parts, count * number // parts)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog='python -m tests.verdict', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('what', choices=('honest', 'forged', 'edited'))
    parser.add_argument('--door', choices=forged.DOORS, default='verify')
    parser.add_argument('--part', default='1/1', help='2/3: the second of three parts')
    parser.add_argument('--count', type=int, default=100, help='random edits')
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


if __name__ == '__main__':
    sys.exit(main())

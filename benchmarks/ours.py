"""Our way: the four documents of each workspace, read, checked, made and judged.

`python -m benchmarks.ours OUT ENGINE ROOT…`
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from benchmarks.four import four_documents
from docgen.checks import check
from docgen.errors import FindingsError, Severity
from docgen.pipeline.check_all import check_templates
from docgen.pipeline.document_production import BuildRun, produce_documents
from docgen.workspace import load


def make_four(root: Path, out: Path, engine: str = 'typst') -> int:
    """Make the four documents of a workspace below `out`; gives how many there are.

    Raises:
        DocgenError: as a build.
    """
    workspace = load(root)
    prepared = four_documents(workspace)
    faults = [each for each in check(workspace) if each.severity is Severity.ERROR] or check_templates(prepared)
    if faults:
        raise FindingsError(faults)
    words, pages, done = (out / root.name / name for name in ('words', 'pages', 'done'))
    for folder in (words, pages, done):
        folder.mkdir(parents=True)
    run = BuildRun(workspace, engine, draft=False, words=words, pages=pages, done=done, progress=lambda _: None)
    return len(produce_documents(run, prepared, []))


def main(out: Path, engine: str, roots: list[Path]) -> None:
    """Make the documents of all workspaces, with as many processes as there are cores."""
    if len(roots) == 1:
        made = make_four(roots[0], out, engine)
    else:
        context = multiprocessing.get_context('spawn')
        with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
            made = sum(pool.map(make_four, roots, repeat(out), repeat(engine)))
    print(made)


if __name__ == '__main__':
    main(Path(sys.argv[1]), sys.argv[2], [Path(each) for each in sys.argv[3:]])

"""`python -m benchmarks.floor`: what a build of one municipality of many takes beside the least that it could.

The least is the typesetter and the validator alone, on the same files. Each is measured in a process forked from one
that has everything loaded, as `docgen build --all` forks them, so that neither finds what another municipality left.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import pickle
import shutil
import statistics
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.machine import machine
from benchmarks.municipalities import make_workspaces
from docgen.engines.typst import engine, result_fixes
from docgen.engines.typst.typefaces import font_set
from docgen.pdf.judge import conformance, judge
from docgen.pipeline import BuildRequest, build

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog='python -m benchmarks.floor', description=__doc__)
    parser.add_argument('--sets', type=int, default=6, help='municipalities; the median counts')
    options = parser.parse_args()
    print(*machine(None)[:2], sep='\n')
    with tempfile.TemporaryDirectory(prefix='docgen-benchmarks-') as name:
        space = Path(name)
        roots = make_workspaces(space / 'workspaces', options.sets + 1)
        _get_ready(roots.pop())
        for root in roots:
            _in_fork(_recorded, root, space / 'kept' / root.name)
        builds = [_in_fork(_build, root, space / 'out') for root in roots]
        floors = [_in_fork(_floor, space / 'kept' / root.name) for root in roots]
    whole, typst, validation = (
        statistics.median(each) for each in (builds, [one for one, _ in floors], [two for _, two in floors])
    )
    floor = typst + validation
    print(f'\nprocessor seconds for a municipality, median of {len(roots)}')
    print(f'the build {whole:.3f}; typst {typst:.3f} + validation {validation:.3f} = {floor:.3f}')
    print(f'ratio {whole / floor:.2f}; the rest, {whole - floor:.3f}, is ours and other libraries')


def _get_ready(root: Path) -> None:
    from docgen.pipeline.forked_map import use_one_process

    os.environ['DOCGEN_PRELOADED_WORKSPACE'] = str(root)
    import docgen.many.preload  # noqa: F401

    use_one_process()


def _in_fork(work: Callable[..., Any], *arguments: Path) -> Any:
    context = multiprocessing.get_context('fork')
    answers, answered = context.Pipe(duplex=False)

    def worked() -> None:
        try:
            answered.send((work(*arguments), None))
        except BaseException as error:
            answered.send((None, ''.join(traceback.format_exception(error))))
            raise

    process = context.Process(target=worked)
    process.start()
    answered.close()
    try:
        result, error = answers.recv()
    except EOFError:
        error = f'{work.__name__} ended without an answer, perhaps for lack of memory'
    finally:
        process.join()
    if error:
        raise SystemExit(f'{arguments[0].name}: {error}')
    return result


def _build(root: Path, out: Path) -> float:
    shutil.rmtree(out, ignore_errors=True)
    begun = time.process_time()
    build(BuildRequest(root, output=out))
    return time.process_time() - begun


def _recorded(root: Path, kept: Path) -> None:
    """Build, and keep what the typesetter and the validator were given."""
    kept.mkdir(parents=True)
    lay_out, violations = engine._lay_out, conformance.violations

    def laid_out(source: Any, document: Any, written: Any, typefaces: Any) -> Any:
        (kept / f'{source.docx.stem}.pickle').write_bytes(pickle.dumps((source, document, written)))
        return lay_out(source, document, written, typefaces)

    def validated(pdf: Path, profile: Any) -> Any:
        shutil.copy(pdf, kept)
        return violations(pdf, profile)

    for module, name, replacement in ((engine, '_lay_out', laid_out), (judge, 'violations', validated)):
        setattr(module, name, replacement)
    build(BuildRequest(root, output=kept / 'out'))


def _floor(kept: Path) -> tuple[float, float]:
    given = [pickle.loads(each.read_bytes()) for each in sorted(kept.glob('*.pickle'))]
    typefaces = [font_set(written.fonts) for _, _, written in given]
    result_fixes.finished = lambda made, *_: made  # what is ours within the step
    begun = time.process_time()
    for (source, document, written), faces in zip(given, typefaces, strict=True):
        engine._lay_out(source, document, written, faces)
    typst = time.process_time() - begun
    begun = time.process_time()
    for pdf in sorted(kept.glob('*.pdf')):
        for profile in (conformance.PDF_A_2A, conformance.PDF_UA_1):
            conformance.violations(pdf, profile)
    return typst, time.process_time() - begun


if __name__ == '__main__':
    main()

"""`python -m benchmarks.page`: how long the local page's answers take, from a request to what the person sees.

A page of its own is started for a copy of the shipped workspace. What is asked for is what a browser asks for.
"""

from __future__ import annotations

import argparse
import http.client
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from lxml import html

from benchmarks.machine import machine
from benchmarks.municipalities import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORM = '/period/2021/loften/trygghetsvandringar'
_WARM = 'start: first address to the overview'
_AIMS = {'overview': 0.3, 'save': 0.2, 'save to the page in view': 0.7}
"""Seconds that the median should stay under, once the page has started."""


@dataclass
class _Visitor:
    """A browser that neither draws nor keeps anything, with one cookie."""

    port: int
    cookie: str = ''

    def ask(self, path: str, form: Mapping[str, list[str]] | None = None) -> tuple[Mapping[str, str], bytes]:
        """Ask for a page, or send a form, and give the answer's headers and content."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        headers = {'Cookie': self.cookie}
        body = None
        if form is not None:
            headers |= {
                'Origin': f'http://127.0.0.1:{self.port}',
                'Content-Type': 'application/x-www-form-urlencoded',
            }
            body = urlencode(form, doseq=True).encode()
        connection.request('GET' if form is None else 'POST', path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status not in (200, 303):
            raise RuntimeError(f'{path}: {answer.status} {content[:500]!r}')
        return {name.lower(): value for name, value in answer.getheaders()}, content


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog='python -m benchmarks.page', description=__doc__)
    parser.add_argument('--runs', type=int, default=15, help='times each thing is done; the median counts')
    runs = parser.parse_args().runs
    print(*machine(None), sep='\n')
    with tempfile.TemporaryDirectory(prefix='docgen-benchmarks-') as folder:
        root = Path(folder) / 'workspace'
        for name in ('data', 'templates'):
            shutil.copytree(SHIPPED / name, root / name)
        command = [sys.executable, '-c', 'from docgen.cli import main; main()', '--workspace', str(root)]
        started = time.perf_counter()
        with subprocess.Popen([*command, 'open', '--no-browser'], stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                opened = urlsplit(process.stdout.readline().split()[-1])
                visitor = _Visitor(opened.port or 0)
                headers, _ = visitor.ask(f'{opened.path}?{opened.query}')
                visitor.cookie = headers['set-cookie'].partition(';')[0]
                visitor.ask('/')
                print(f'{_WARM:40} {time.perf_counter() - started:6.2f} s')
                _measure(visitor, runs)
            finally:
                process.terminate()


def _measure(visitor: _Visitor, runs: int) -> None:
    _saved(visitor, 0)  # a person has looked at a page before they save it
    times: dict[str, list[float]] = {name: [] for name in _AIMS}
    for run in range(1, runs + 1):
        begun = time.perf_counter()
        visitor.ask('/')
        times['overview'].append(time.perf_counter() - begun)
        saved, seen = _saved(visitor, run)
        times['save'].append(saved)
        times['save to the page in view'].append(seen)
        time.sleep(1)  # a person reads what was shown before they save again
    for name, aim in _AIMS.items():
        measured = times[name]
        print(f'{name:40} {statistics.median(measured):6.3f} s   {min(measured):.3f}–{max(measured):.3f}   aim {aim}')


def _saved(visitor: _Visitor, run: int) -> tuple[float, float]:
    """Change a commitment, save it, and wait for the picture beside the form: seconds to the answer and to that."""
    _, shown = visitor.ask(_FORM)
    forms = html.document_fromstring(shown.decode()).iter('form')
    form = next(each for each in forms if each.get('data-guard') is not None)
    assert isinstance(form, html.FormElement)
    typed: dict[str, list[str]] = {}
    for name, value in form.form_values():
        typed.setdefault(name, []).append(value)
    typed['short_text'] = [re.sub(r' \(\d+\)$', '', typed['short_text'][0]) + f' ({run})']
    begun = time.perf_counter()
    headers, _ = visitor.ask(_FORM, typed)
    saved = time.perf_counter() - begun
    _, after = visitor.ask(headers['location'])
    pictures = [each.get('src') for each in html.document_fromstring(after.decode()).iter('img')]
    _, drawn = visitor.ask(pictures[0] or '')
    if not drawn.startswith(b'\x89PNG'):
        raise RuntimeError(f'no picture: {drawn[:200]!r}')
    return saved, time.perf_counter() - begun


if __name__ == '__main__':
    main()

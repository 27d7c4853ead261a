"""`import docgen` offers what docs/api.md shows, lazily; every example of the page runs, in its order."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from sign import portal
from workbench import PROJECT

import docgen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pki.authority import Pki
    from workbench import Workbench

PAGE = (PROJECT / 'docs/api.md').read_text('utf-8')
_EXAMPLE = re.compile(r'^```python\n(.*?)^```', re.MULTILINE | re.DOTALL)
SIGNED = 'output/2024/signed/medborgarlofte-lillby-2024-v1.pdf'


def test_the_page_names_all_that_is_public() -> None:
    assert [name for name in docgen.__all__ if f'`{name}`' not in PAGE and f'`{name}(' not in PAGE] == []


def test_every_public_name_is_there() -> None:
    assert [name for name in docgen.__all__ if not hasattr(docgen, name)] == []
    assert set(docgen.__all__) <= set(dir(docgen))
    assert not hasattr(docgen, 'nothing')


def test_functions_stay_functions_when_rooms_of_their_names_are_loaded() -> None:
    code = 'import docgen.sign.trust, docgen.archive.layout\nfrom docgen import sign, archive\nprint(sign, archive)'
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, encoding='utf-8', check=True)
    assert done.stdout.count('<function ') == 2, done.stdout


def test_importing_docgen_loads_none_of_its_rooms() -> None:
    code = 'import sys, docgen\nprint([name for name in sys.modules if name.startswith("docgen.")])'
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, encoding='utf-8', check=True)
    assert done.stdout == '[]\n'


def test_every_example_runs(
    minimal: Workbench, pki: Pki, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(minimal.root)
    _let_anna_and_erik_sign(minimal, pki)
    before: dict[str, Callable[[], None]] = {
        'docgen.receive(': lambda: _come_from_a_portal(minimal.root, pki),
        'docgen.receive_scan(': lambda: _print_and_scan(minimal),
    }
    names: dict[str, object] = {}
    for example in _EXAMPLE.findall(PAGE):
        for call, get_ready in before.items():
            if call in example:
                get_ready()
        exec(compile(example.replace('http://tsa.example/', pki.tsa_url), 'docs/api.md', 'exec'), names)
    told = capsys.readouterr().out
    assert 'medborgarlofte-lillby-2024.pdf' in told
    assert 'Anna Exempel' in told


def _let_anna_and_erik_sign(minimal: Workbench, pki: Pki) -> None:
    second = '\n  - party: polisen\n    role: polisen\n    name: Erik Provsson\n    title: chef'
    first = '    name: Anna Exempel\n    title: kommunchef'
    minimal.replace('promises/2024.yaml', '    name: Maja Påhittad\n    title: kommunchef', first + second)
    trust = minimal.root / 'data/trust'
    trust.mkdir()
    for certificate in pki.roots.iterdir():
        (trust / certificate.name).write_bytes(certificate.read_bytes())
    (minimal.root / 'anna.p12').write_bytes(pki.anna.p12.read_bytes())
    (minimal.root / 'anna.txt').write_text(pki.anna.passphrase, 'utf-8')


def _come_from_a_portal(root: Path, pki: Pki) -> None:
    signed = portal.signed(
        (root / SIGNED).read_bytes(), pki.erik, ours={'erik': 'Underskrift-polisen'}, tsa_url=pki.tsa_url
    )
    (root / 'from-portal.pdf').write_bytes(signed)


def _print_and_scan(minimal: Workbench) -> None:
    """Make the paper of the agreement as a scanner gives it."""
    assert minimal.run('build', '2024-2025').code == minimal.run('fix', '2024-2025').code == 0
    assert minimal.run('print', '2024-2025', '--out', 'printed.pdf').code == 0
    (minimal.root / 'scan').mkdir()
    document = pdfium.PdfDocument(minimal.root / 'printed.pdf')
    for number, page in enumerate(document, 1):
        page.render(scale=100 / 72).to_pil().save(minimal.root / f'scan/{number:02}.png')
    document.close()

"""The life of a document on Windows' own Python under Wine: every command ends well, with the bytes of this system.

    python -m tests.windows.whole_way FOLDER      (`make windows` does this where Wine is installed)

What holds a moment, such as a signature, is made here and continued there, so that all the rest can be compared.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / 'tests'))

from pki.authority import Pki, make_pki  # noqa: E402
from pki.server import TrustServer  # noqa: E402
from pki.softtoken import configure  # noqa: E402
from sign import portal  # noqa: E402

HERE, THERE = 'linux', 'windows'
COMMANDS = {
    HERE: [sys.executable, '-c', 'from docgen.cli import main; main()'],
    THERE: [str(Path(__file__).with_name('docgen-on-windows'))],
}
ENVIRONMENT = {HERE: {**os.environ, 'PATH': str(Path(sys.executable).parent)}, THERE: dict(os.environ)}
"""Here without poppler, which verdicts name where it is the second reader: there is none under Wine."""
PROMISE = 'medborgarlofte-strangnas-2021'
OURS = {'anna': 'Underskrift-kommunen', 'erik': 'Underskrift-polisen'}
SIGNED_BY = ('--signed-by', 'kommunen=2021-03-11', '--signed-by', 'polisen=2021-03-12')
ARCHIVE = 'archive:\n  agreement: LÖ 2021:1\n'
"""What the oldest profile asks for."""
PROFILES = ('fgs-2.0', 'fgs-1.2', 'bagit')


class Whole:
    """Runs commands on both systems and keeps what they came to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failures: list[str] = []
        self.sums: dict[str, dict[str, str]] = {HERE: {}, THERE: {}}

    def root(self, system: str, name: str) -> Path:
        """Where a workspace lies; its path has what paths of Swedish users have."""
        return self.folder / system / 'Mina dokument åäö' / name

    def run(self, system: str, name: str, *arguments: str, expected: int = 0) -> None:
        """Run a command in a workspace; note it if it ends otherwise than expected."""
        begun = time.monotonic()
        root = self.root(system, name)
        root.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [*COMMANDS[system], *arguments],
            cwd=root,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            env=ENVIRONMENT[system],
        )
        took = time.monotonic() - begun
        told = f'{system:8} {name:10} docgen {" ".join(arguments)[:90]}'
        print(f'{told:112} {done.returncode} {took:5.1f} s', flush=True)
        if done.returncode != expected:
            self.failures.append(f'{told}: {done.returncode}\n{done.stderr.decode("utf-8", "replace")[-3000:]}')

    def both(self, name: str, *arguments: str) -> None:
        """Run a command on both systems."""
        for system in (HERE, THERE):
            self.run(system, name, *arguments)

    def hash(self, name: str, *places: str) -> None:
        """Note the SHA-256 of every file in folders of a workspace, on both systems."""
        for system in (HERE, THERE):
            root = self.root(system, name)
            for place in places:
                for path in sorted((root / place).rglob('*')):
                    key = path.relative_to(root).as_posix()
                    if path.is_file() and '.docgen' not in key:
                        self.sums[system][f'{name}: {key}'] = hashlib.sha256(path.read_bytes()).hexdigest()

    def table(self) -> str:
        """The sums side by side, what differs first."""
        names = sorted({*self.sums[HERE], *self.sums[THERE]})
        rows = [(self.sums[HERE].get(name, '–'), self.sums[THERE].get(name, '–'), name) for name in names]
        rows.sort(key=lambda row: row[0] == row[1])
        return '\n'.join(
            f'{"lika   " if one == other else "OLIKA  "} {one[:16]} {other[:16]} {name}' for one, other, name in rows
        )

    def differing(self) -> list[str]:
        """Names of files that are not the same on both."""
        return [name for name in {*self.sums[HERE], *self.sums[THERE]}
                if self.sums[HERE].get(name) != self.sums[THERE].get(name)]  # fmt: skip


def furnish(root: Path, pki: Pki) -> None:
    """Copy this repository's workspace, and let it trust the test's issuer."""
    for name in ('data', 'templates'):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copytree(pki.roots, root / 'data/trust', dirs_exist_ok=True)
    settings = root / 'data/workspace.yaml'
    settings.write_text(f'{settings.read_text("utf-8")}\n{ARCHIVE}', 'utf-8')


def copy(source: Path, target: Path) -> None:
    """Copy a workspace as a person would, with write protection."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns('.docgen'))


def go(whole: Whole, pki: Pki) -> None:
    """Do all that can be done with a document."""
    whole.both('.', 'init', 'Lillby å', '--municipality', 'Lillby kommun', '--police', 'Lokalpolisområde Lillby',
               '--year', '2024')  # fmt: skip
    whole.hash('Lillby å', 'data', 'templates')
    make(whole, pki)
    sign(whole, pki)
    publish_and_archive(whole, pki)
    receive(whole, pki)
    for system in (HERE, THERE):
        fetch_page(whole, system)


def make(whole: Whole, pki: Pki) -> None:
    """Build, and all that depends on data and templates alone."""
    for system in (HERE, THERE):
        furnish(whole.root(system, 'a'), pki)
    for command in (('check',), ('build',), ('build',), ('build', '--draft')):
        whole.both('a', *command)
    whole.hash('a', 'output')
    for profile in PROFILES:
        whole.both('a', 'archive', '2021', '--unsigned', '--profile', profile, '--as', 'zip', '--to', f'ej-{profile}')
        whole.hash('a', f'ej-{profile}')
    whole.both('a', 'fix', '2021')
    whole.both('a', 'print', '2021')
    whole.hash('a', 'output/2021/fixed')
    copy(whole.root(HERE, 'a'), whole.root(HERE, 'fast'))


def sign(whole: Whole, pki: Pki) -> None:
    """Let both sign, one after the other, and verify; a signature holds the moment that it was made."""
    for system in (HERE, THERE):
        for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
            more = ('--passphrase-file', str(person.passphrase_file), '--tsa', pki.tsa_url, '--other-day')
            whole.run(system, 'a', 'sign', '2021', '--as', role, '--p12', str(person.p12), *more)
        whole.run(system, 'a', 'verify', '--period', '2021', '--save')
        whole.run(system, 'a', 'status')


def publish_and_archive(whole: Whole, pki: Pki) -> None:
    """Continue on both systems with what this system has signed, and then with what it has published."""
    for system in (HERE, THERE):
        copy(whole.root(HERE, 'a'), whole.root(system, 'b'))
    whole.both('b', 'publish', '2021')
    whole.hash('b', 'output/2021/public', 'output/2021/webb', 'output/2020/webb')
    for system in (HERE, THERE):
        copy(whole.root(HERE, 'b'), whole.root(system, 'c'))
    for profile in PROFILES:
        for form in ('folder', 'tar', 'zip'):
            whole.both('c', 'archive', '2021', '--profile', profile, '--as', form, '--to', f'arkiv-{profile}-{form}')
        whole.hash('c', f'arkiv-{profile}-tar', f'arkiv-{profile}-zip')
        for system in (HERE, THERE):
            (package,) = whole.root(system, 'c').glob(f'arkiv-{profile}-tar/*.tar')
            whole.run(system, 'c', 'archive', 'verify', str(package), '--trust', str(pki.roots))


def receive(whole: Whole, pki: Pki) -> None:
    """Receive a portal's file, and a scan of the paper."""
    fixed = whole.root(HERE, 'a') / f'output/2021/fixed/{PROMISE}-v1.pdf'
    returned, scanned = whole.folder / 'från portalen.pdf', whole.folder / 'skannat.pdf'
    returned.write_bytes(portal.signed(fixed.read_bytes(), pki.anna, pki.erik, ours=OURS, tsa_url=pki.tsa_url))
    scan(whole.root(HERE, 'a') / f'output/2021/{PROMISE}-v1-utskrift.pdf', scanned)
    for name, arguments in (('portal', (str(returned),)), ('papper', ('--scan', str(scanned), *SIGNED_BY))):
        for system in (HERE, THERE):
            copy(whole.root(HERE, 'fast'), whole.root(system, name))
            whole.run(system, name, 'receive', '2021', '--other-day', *arguments)
            # The portal's signatures hold no proof that no certificate was revoked, and a paper holds no signature.
            whole.run(system, name, 'verify', '--period', '2021', expected=6)
            whole.run(system, name, 'publish', '2021', '--accept-untrusted')
        whole.hash(name, 'output/2021/signed', 'output/2021/public')


def scan(pdf: Path, out: Path) -> None:
    """Make of a printed copy what a scanner makes of the paper: pictures of the pages."""
    from PIL import Image

    pages = out.with_suffix('')
    subprocess.run(['pdftoppm', '-r', '120', '-jpeg', str(pdf), str(pages)], check=True)
    pictures = [Image.open(each) for each in sorted(out.parent.glob(f'{pages.name}-*.jpg'))]
    pictures[0].save(out, save_all=True, append_images=pictures[1:], resolution=120)


def fetch_page(whole: Whole, system: str) -> None:
    """Start the local page, fetch its first page, and end it."""
    port = 8700 + (system == THERE)
    process = subprocess.Popen(
        [*COMMANDS[system], 'open', '--no-browser', '--port', str(port)],
        cwd=whole.root(system, 'a'), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = next((text for text in iter(process.stdout.readline, b'') if b'http://' in text), b'')
        address = re.search(r'http://\S+', line.decode())
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(address[0] if address else '', timeout=300) as answer:
            body = answer.read().decode()
        if answer.status != 200 or 'Strängnäs' not in body:
            whole.failures.append(f'{system} open: {answer.status}')
        print(f'{system:8} a          docgen open: {answer.status}, {len(body)} tecken', flush=True)
    except (OSError, ValueError) as error:
        whole.failures.append(f'{system} open: {error}')
    finally:
        os.killpg(process.pid, 9)
        process.wait()


def main() -> int:
    """Give 0 if all ended well and every file is the same on both systems."""
    folder = Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    (folder / 'pki').mkdir(parents=True)
    os.environ['SOFTHSM2_CONF'] = str(configure(folder / 'pki/softhsm'))
    server = TrustServer()
    whole = Whole(folder)
    try:
        go(whole, make_pki(folder / 'pki', server))
    finally:
        server.close()
        print(whole.table())
        print('\n'.join(whole.failures))
    return 1 if whole.failures or whole.differing() else 0


if __name__ == '__main__':
    sys.exit(main())

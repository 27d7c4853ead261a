"""Every way in which two can sign a file with the programs at hand: its verdict is that of docs/signing.md."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyhanko.sign.fields import MDPPerm
from sign import manipulations
from sign.conftest import copied
from sign.other_signers import LEVELS, Signing
from sign.signatories import by
from sign.verifying.conftest import STEM

from docgen.sign.verifying.verdicts import DocumentVerdict
from docgen.sign.verifying.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pki.credential import Credential
    from workbench import Workbench

    from verdict.laboratory import Laboratory

_PROVEN = frozenset(('lt', 'lta'))
_STAMPS = ('', 'before', 'between', 'after')
_LOOKS = ('plain', 'seen', 'locked', 'pss')
_FIELDS = {'anna': 'Underskrift-kommunen', 'erik': 'Underskrift-polisen'}


@dataclass(frozen=True)
class Case:
    """One file: who signs at which level, by which program, and where a document timestamp more is set."""

    first: str
    second: str
    people: tuple[str, str]
    """Anna has an RSA key, Erik one on the curve P-256."""
    programs: tuple[str, str]
    """`library` and `command` are pyHanko's, `docgen` is our own command."""
    stamped: str
    look: str
    """`plain`, `seen` (with a picture), `locked` by the last, or `pss` (RSA keys sign with RSASSA-PSS)."""

    @property
    def verdicts(self) -> tuple[DocumentVerdict, DocumentVerdict]:
        """Without and with the network."""
        collected = self.programs[1] == 'docgen' and self.second in _PROVEN
        proven = collected or {self.first, self.second} <= _PROVEN
        alone = DocumentVerdict.VALID if proven else DocumentVerdict.REVOCATION_UNKNOWN
        return alone, DocumentVerdict.VALID


def cases() -> Iterator[Case]:
    """All of them."""
    orders = ('anna', 'erik'), ('erik', 'anna')
    for number, (first, second, people, stamped) in enumerate(product(LEVELS, LEVELS, orders, _STAMPS)):
        look = _LOOKS[(number + number // len(_STAMPS)) % len(_LOOKS)]
        yield Case(first, second, people, ('library', 'library'), stamped, look)
    for number, (first, second, people) in enumerate(product(LEVELS, LEVELS, orders)):
        look, stamped = _LOOKS[number // 2 % len(_LOOKS)], _STAMPS[number % len(_STAMPS)]
        yield Case(first, second, people, ('library', 'command'), stamped, look)
    for number, (first, second) in enumerate(product(LEVELS, LEVELS)):
        for program in ('docgen', 'command'):
            stamped = ('', 'after')[number % 2]
            yield Case(first, second, ('anna', 'erik'), ('docgen', program), stamped, 'seen')


def made(case: Case, place: Laboratory) -> bytes:
    """Make the file."""
    if case.programs[0] == 'docgen':
        return _by_docgen(case, place)
    signing = Signing(manipulations.blank(), place.pki)
    if case.look == 'seen':
        signing.add_field(box=(20, 20, 200, 60))
    if case.stamped == 'before':
        signing.stamp()
    _by_library(signing, case, 0)
    if case.stamped == 'between':
        signing.stamp()
    if case.programs[1] == 'command':
        by_command(signing, getattr(place.pki, case.people[1]), case.second, _where(case), pss=case.look == 'pss')
    else:
        _by_library(signing, case, 1)
    return (signing.stamp() if case.stamped == 'after' else signing).content


def _where(case: Case) -> str:
    return '1/220,20,400,60/Andra' if case.look == 'seen' else 'Andra'


def _by_library(signing: Signing, case: Case, place: int) -> None:
    how: dict[str, Any] = LEVELS[(case.first, case.second)[place]](signing)
    if case.look == 'seen':
        how |= {'field': 'Falt1'} if place == 0 else {'box': (220, 20, 400, 60)}
    if case.look == 'locked' and place == 1:
        how |= {'docmdp_permissions': MDPPerm.NO_CHANGES, 'certify': False}
    signing.sign(getattr(signing.pki, case.people[place]), pss=case.look == 'pss', **how)


def by_command(signing: Signing, who: Credential, level: str, field: str, *, pss: bool = False) -> None:
    """Let somebody sign by `pyhanko sign addsig`.

    Args:
        signing: the file on its way.
        who: who signs.
        level: b, t, lt or lta.
        field: the field's name, or where and what a new one is.
        pss: whether an RSA key signs with RSASSA-PSS.
    """
    folder = signing.pki.folder
    (folder / 'in.pdf').write_bytes(signing.content)
    options: list[str | Path] = ['--field', field, '--use-pades']
    if level != 'b':
        options += ['--timestamp-url', signing.pki.tsa_url]
    if level in _PROVEN:
        options += ['--with-validation-info', '--trust', signing.pki.roots / 'root.pem']
    if level == 'lta':
        options += ['--use-pades-lta']
    if pss:
        options += ['--prefer-pss']
    command = [Path(sys.executable).with_name('pyhanko'), 'sign', 'addsig', *options]
    command += ['pkcs12', '--passfile', who.passphrase_file, 'in.pdf', 'out.pdf', who.p12]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    signing.content = (folder / 'out.pdf').read_bytes()


def _by_docgen(case: Case, place: Laboratory) -> bytes:
    bench = _signed_once(case.first, place)
    if case.programs[1] == 'docgen':
        copy = copied(bench, place.folder / 'copies' / f'{case.first}-{case.second}')
        _sign(copy, 'polisen', place.pki.erik, case.second, place)
        signing = Signing(_signed(copy), place.pki)
    else:
        signing = Signing(_signed(bench), place.pki)
        by_command(signing, place.pki.erik, case.second, _FIELDS['erik'])
    return (signing.stamp() if case.stamped == 'after' else signing).content


def _signed_once(level: str, place: Laboratory) -> Workbench:
    from workbench import Workbench

    root = place.folder / 'copies' / f'first-{level}'
    if root.exists():
        return Workbench(root)
    bench = copied(place.lab.workbench, root)
    _sign(bench, 'kommunen', place.pki.anna, level, place)
    return bench


def _sign(bench: Workbench, role: str, who: Credential, level: str, place: Laboratory) -> None:
    stamp = () if level == 'b' else ('--tsa', place.pki.tsa_url)
    answer = bench.run('sign', '2024', '--as', role, '--level', level, *by(who, *stamp))
    assert answer.code == 0, answer.err


def _signed(bench: Workbench) -> bytes:
    return (bench.output / f'2024/signed/{STEM}.pdf').read_bytes()


def run(place: Laboratory, part: slice) -> Iterator[tuple[str, str]]:
    """Give each case, and what is wrong with its verdicts, if anything."""
    file = place.folder / 'honest.pdf'
    for case in list(cases())[part]:
        file.write_bytes(made(case, place))
        found = [verify(file, place.trust), verify(file, place.trust, network=True)]
        told = tuple(each.verdict for each in found)
        yield (
            str(case),
            '' if told == case.verdicts else f'{told}: {[(each.explanation, each.changes) for each in found]}',
        )

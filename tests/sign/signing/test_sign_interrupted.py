"""`docgen sign` that is killed, or runs twice at once: the file and the record without the signature, or with it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from killing import dealings, killed, points
from pyhanko.pdf_utils.reader import PdfFileReader

from docgen.records.fingerprints import file_hash
from docgen.records.record import read_record

from ..conftest import copied
from ..signatories import NAME, by, signed_file, trusting

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from workbench import Workbench

KILLS = 4


def _state(workbench: Workbench) -> tuple[int, int, bool]:
    """Signing events, signatures in the file (0 if there is none), and whether file and record agree."""
    record = read_record(workbench.output / '2021')
    assert record is not None
    signings = [each for each in record.events if each.kind.value == 'signed']
    file = signed_file(workbench)
    if not file.exists():
        return len(signings), 0, not signings
    with file.open('rb') as stream:
        signatures = len(PdfFileReader(stream).embedded_regular_signatures)
    return len(signings), signatures, bool(signings) and signings[-1].sha256 == file_hash(file)


def _ordinary(workbench: Workbench) -> list[str]:
    return sorted(path.name for path in (workbench.output / '2021/signed').glob('*'))


def test_killed_in_mid_signing_leaves_the_old_file_or_the_new(fixed: Workbench, pki: Pki, tmp_path: Path) -> None:
    arguments = ('sign', '2021', '--as', 'kommunen', *by(pki.anna))
    total = dealings(trusting(copied(fixed, tmp_path / 'whole'), pki), *arguments)
    before = (fixed.output / '2021/fixed' / NAME).read_bytes()
    seen = set()
    for number, point in enumerate(points(total, KILLS)):
        workbench = trusting(copied(fixed, tmp_path / f'kill-{number}'), pki)
        assert killed(workbench, point, *arguments)
        state = _state(workbench)
        seen.add(state)
        assert state in ((0, 0, True), (1, 1, True)), f'after a kill before dealing {point} of {total}'
        assert (workbench.output / '2021/fixed' / NAME).read_bytes() == before
        if state[0] == 0:
            assert workbench.run(*arguments).code == 0
        assert _state(workbench) == (1, 1, True)
        assert _ordinary(workbench) == [NAME]
        shutil.rmtree(workbench.root)
    assert (0, 0, True) in seen


def test_two_who_sign_at_once_do_not_lose_each_others_signature(fixed: Workbench, pki: Pki, tmp_path: Path) -> None:
    workbench = trusting(copied(fixed, tmp_path / 'both'), pki)
    running = [
        subprocess.Popen(
            workbench.command('sign', '2021', *arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding='utf-8',
        )
        for arguments in (('--as', 'kommunen', *by(pki.anna)), ('--seal', *by(pki.seal)))
    ]
    told = [process.communicate(timeout=300) for process in running]
    codes = sorted(process.returncode for process in running)
    assert codes in ([0, 0], [0, 7]), told
    if codes == [0, 7]:
        assert any(each in told[0][1] + told[1][1] for each in ('[changed-meanwhile]', '[seal-too-late]'))
    record = read_record(workbench.output / '2021')
    assert record is not None
    events = [each.kind.value for each in record.events if each.kind.value != 'fixed']
    with signed_file(workbench).open('rb') as stream:
        signatures = [each.field_name for each in PdfFileReader(stream).embedded_regular_signatures]
    fields = {'sealed': 'Sigill', 'signed': 'Underskrift-kommunen'}
    assert signatures == [fields[kind] for kind in events]
    assert len(signatures) == codes.count(0)

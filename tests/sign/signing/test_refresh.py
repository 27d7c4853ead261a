"""A new timestamp over a signed file: the old bytes stand, the new one covers them, and all stays valid."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.reader import PdfFileReader
from verapdf.verapdf import validate

from ..signatories import by, events, signed_file

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from workbench import Workbench

REFRESH = ('sign', '2021', '--refresh')


def _stamps(content: bytes) -> list[str]:
    return [each.field_name for each in PdfFileReader(io.BytesIO(content)).embedded_timestamp_signatures]


def test_a_new_timestamp_covers_what_was_signed_until_no_field_is_left(
    signed_workspace: Workbench, pki: Pki, tmp_path: Path
) -> None:
    file = signed_file(signed_workspace)
    before = file.read_bytes()
    had = _stamps(before)
    answer = signed_workspace.run(*REFRESH, '--tsa', pki.tsa_url)
    assert answer.code == 0, answer.err
    assert answer.ids == []
    assert "har fått en ny tidsstämpel." in answer.out
    assert "Testmyndigheten Tidsstämpling" in answer.out
    after = file.read_bytes()
    assert after.startswith(before)
    assert _stamps(after) == [*had, f'Tidsstampel-{len(had) + 1}']
    told = events(signed_workspace)[-1]
    assert (told['kind'], told['file']) == ('refreshed', f'signed/{file.name}')
    assert told['details']['field'] == f'Tidsstampel-{len(had) + 1}'
    assert file.stat().st_mode & 0o222 == 0

    verified = signed_workspace.run('verify', str(file), '--json')
    assert (verified.code, verified.json['verdict']) == (0, 'valid'), verified.out
    assert {each['verdict'] for each in verified.json['signatures']} == {'valid'}
    assert signed_workspace.run('status', '2021').code == 0
    (report,) = validate([file]).values()
    assert report.conforms, report.rules

    while (answer := signed_workspace.run(*REFRESH, '--tsa', pki.tsa_url)).code == 0:
        assert file.read_bytes().startswith(after)
    assert (answer.code, answer.ids) == (7, ['timestamp-fields-used'])
    verified = signed_workspace.run('verify', str(file), '--json')
    assert {each['verdict'] for each in verified.json['signatures']} == {'valid'}


def test_what_cannot_be_refreshed_stays_as_it_is(fixed_workspace: Workbench, pki: Pki) -> None:
    before = fixed_workspace.snapshot()
    for arguments, code, told in (
        (('--tsa', pki.tsa_url), 7, 'refresh-unsigned'),
        ((), 2, 'timestamp-address-missing'),
        (('--tsa', pki.tsa_url, '--as', 'kommunen'), 2, 'refresh-alone'),
        (by(pki.anna, '--tsa', pki.tsa_url), 2, 'refresh-alone'),
    ):
        answer = fixed_workspace.run(*REFRESH, *arguments)
        assert (answer.code, answer.ids) == (code, [told])
    assert fixed_workspace.snapshot() == before


def test_an_authority_that_fails_leaves_the_file_as_it_is(signed_workspace: Workbench, pki: Pki) -> None:
    before = signed_workspace.snapshot()
    for url in (pki.tsa_of_nobody, pki.tsa_with_rubbish, pki.tsa_that_refuses, pki.untrusted_tsa_url):
        answer = signed_workspace.run(*REFRESH, '--tsa', url)
        assert (answer.code, answer.ids) == (6, ['timestamp-failed'])
    assert signed_workspace.snapshot() == before

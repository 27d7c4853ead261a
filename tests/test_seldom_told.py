"""What seldom stands in the way is told by its name, and by the code that meets it, not by an error without one."""

from __future__ import annotations

import dataclasses
import sys
import unicodedata
import zoneinfo
from typing import TYPE_CHECKING, Any

import pytest
from workbench import PROJECT

from docgen.archive.bagit import require_plain_names
from docgen.archive.case_data import read_case
from docgen.archive.metadata import moment_of
from docgen.archive.package_contents import gather
from docgen.archive.requirements import archive_findings
from docgen.cli.many import write_page
from docgen.errors import DocgenError
from docgen.fonts.pinned import _folder
from docgen.pdf.write.signature_fields import SEAL_FIELD
from docgen.records.event_details import Fixed, SignatorySlot, Signed
from docgen.records.events import NewEvent, appended
from docgen.records.fingerprints import input_hash
from docgen.records.period_update import update_period
from docgen.records.record import PeriodRecord
from docgen.records.version_history import versions
from docgen.sign.signing.signing_order import require_turn, require_unsigned
from docgen.starter.new_files import NewFile, write_new
from docgen.swedish.clock import here
from docgen.workspace import load
from docgen.workspace.changed_file import replace_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECORD = PeriodRecord('2024', False, 'typst', '1', '', [], [], (), {})
MINIMAL = PROJECT / 'tests/workspaces/minimal'


def ids(what: Callable[[], object]) -> list[str]:
    with pytest.raises(DocgenError) as refused:
        what()
    assert all(each.what and each.why and each.do for each in refused.value.findings)
    return [each.id for each in refused.value.findings]


def test_what_cannot_be_read_or_written(tmp_path: Path) -> None:
    """A folder stands where the file should be, or where the work beside it is done."""
    (tmp_path / 'mall.docx').mkdir()
    assert ids(lambda: input_hash(tmp_path / 'mall.docx')) == ['input-unreadable']

    (tmp_path / '.2021.yaml.docgen').mkdir()
    assert ids(lambda: replace_text(tmp_path / '2021.yaml', 'title: a', '')) == ['data-unwritable']
    assert not (tmp_path / '2021.yaml').exists()

    (tmp_path / 'promises').write_text('', 'utf-8')
    assert ids(lambda: write_new([NewFile(tmp_path / 'promises/2021.yaml', 'id: a')])) == ['next-unwritable']

    assert ids(lambda: write_page(tmp_path / 'saknas/sida.html', '<p>')) == ['many-page-unwritable']
    assert ids(lambda: update_period(tmp_path / 'output', '2021', {}, [], expected={})) == ['record-missing']


def test_what_the_computer_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ids(lambda: _folder('docgen_font_that_nobody_made')) == ['font-package-missing']

    for name in {'tzdata', *(each for each in sys.modules if each.startswith('tzdata.'))}:
        monkeypatch.setitem(sys.modules, name, None)
    known = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        assert ids(here) == ['time-zone-missing']
    finally:
        zoneinfo.reset_tzpath(to=known)
        zoneinfo.ZoneInfo.clear_cache()


def test_what_an_archive_asks_for() -> None:
    found = archive_findings(load(MINIMAL))
    assert {each.id for each in found} == {
        'archive-number-missing',
        'archive-classification-missing',
        'archive-retention-missing',
        'archive-reference-number-missing',
        'archive-case-dates-missing',
    }
    assert all(each.severity.value == 'warning' for each in found)
    workspace = load(MINIMAL)
    archive = workspace.settings.archive.model_copy(update={'creator_number': '212000-0000'})
    workspace = dataclasses.replace(workspace, settings=workspace.settings.model_copy(update={'archive': archive}))
    asked = [each for each in archive_findings(workspace) if each.id == 'archive-number-missing']
    assert len(asked) == len(workspace.parties) - 1


def test_names_that_an_archive_cannot_keep(tmp_path: Path) -> None:
    case = read_case(MINIMAL, '2024')
    (tmp_path / 'templates').mkdir()
    (tmp_path / 'templates/hälften %.docx').write_bytes(b'')
    assert ids(lambda: require_plain_names(case, tmp_path)) == ['archive-name-percent']

    for form in ('NFC', 'NFD'):
        (tmp_path / f'templates/{unicodedata.normalize(form, "å")}.docx').write_bytes(b'')
    for name in ('output', 'data'):
        (tmp_path / name).mkdir()
    assert ids(lambda: gather(tmp_path, tmp_path / 'output', RECORD, tmp_path / 'data', built=False)) == [
        'archive-name-twice'
    ]


def test_a_package_of_nothing_dated_has_no_moment_made_up() -> None:
    case = dataclasses.replace(read_case(MINIMAL, '2024'), documents=())
    assert ids(lambda: moment_of(RECORD, case)) == ['archive-undated']


def slot(role: str, *, closes: bool = False) -> SignatorySlot:
    return SignatorySlot(field=role, role=role, name=f'{role} Exempel', closes=closes)


def test_whose_turn_it_is(tmp_path: Path) -> None:
    """The last signature locks the file; a field that is gone cannot be signed."""
    first, last = slot('kommunen'), slot('polisen', closes=True)
    fields = {'kommunen': False, 'polisen': False, SEAL_FIELD: False}

    def history(*events: Any) -> Any:
        new = [NewEvent('a.pdf', 1, 'fixed/a.pdf', 'f' * 64, each) for each in (Fixed(slots=(first, last)), *events)]
        return versions(appended((), new, 'docgen 1'), 'a.pdf')[0]

    file = tmp_path / 'a.pdf'
    require_turn(history(), first, fields, file)
    assert ids(lambda: require_turn(history(), last, fields, file)) == ['others-first']
    assert ids(lambda: require_turn(history(), first, {}, file)) == ['field-missing']
    assert ids(lambda: require_turn(history(Signed(role='polisen')), first, fields, file)) == ['document-closed']
    assert ids(lambda: require_turn(history(Signed(role='kommunen')), first, fields, file)) == ['already-signed']
    assert ids(lambda: require_turn(history(), first, fields | {'kommunen': True}, file)) == ['already-signed']
    require_turn(history(Signed(role='kommunen')), last, fields, file)
    require_unsigned(history(), fields, file)
    assert ids(lambda: require_unsigned(history(), {}, file)) == ['field-missing']
    assert ids(lambda: require_unsigned(history(Signed(role='kommunen')), fields, file)) == ['seal-too-late']
    assert ids(lambda: require_unsigned(history(), fields | {SEAL_FIELD: True}, file)) == ['already-sealed']

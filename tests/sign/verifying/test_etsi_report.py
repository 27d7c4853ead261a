"""`docgen verify --report-xml`: the verdict in the form of ETSI TS 119 102-2, for other systems."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pki.authority import PERSONAL_NUMBER
from pyhanko.generated.etsi.ts_11910202 import ValidationReport
from xsdata.formats.dataclass.parsers import XmlParser

from docgen.sign.verifying.etsi_report import _INDICATIONS, write_etsi_report
from docgen.sign.verifying.verdicts import SignatureVerdict
from docgen.sign.verifying.verify import verify
from sign.forgeries import FORGERIES

if TYPE_CHECKING:
    from pathlib import Path

    from sign.verifying.conftest import Lab


def read(lab: Lab, content: bytes, folder: Path) -> ValidationReport:
    """The report on a file, read by classes made from the published schemas, which refuse what these do not know."""
    file, report = folder / 'fil.pdf', folder / 'rapport.xml'
    file.write_bytes(content)
    answer = lab.workbench.run('verify', str(file), '--report-xml', str(report))
    assert 'rapport.xml' in answer.out
    assert PERSONAL_NUMBER.encode() not in report.read_bytes()
    return XmlParser().from_path(report, ValidationReport)


def indications(report: ValidationReport) -> list[tuple[str, str]]:
    found = []
    for each in report.signature_validation_report:
        status = each.signature_validation_status
        assert status is not None
        main, sub = str(status.main_indication), ''.join(status.sub_indication)
        found.append((main.rpartition(':')[2], sub.rpartition(':')[2]))
    return found


def told(report: ValidationReport) -> dict[str, object]:
    status = report.signature_validation_report[0].signature_validation_status
    assert status is not None
    data = status.associated_validation_report_data[0].additional_validation_report_data
    assert data is not None
    return {str(each.type_value): each.value for each in data.report_data}


def test_a_valid_file_has_passed_with_docgens_own_verdict_beside(lab: Lab, tmp_path: Path) -> None:
    report = read(lab, lab.signed, tmp_path)
    assert indications(report) == [('total-passed', '')] * 4
    assert told(report)['urn:docgen:verdict:signature'] == 'valid'
    signer = report.signature_validation_report[0].signer_information
    assert signer is not None
    assert signer.signer == "Anna Exempel"


@pytest.mark.parametrize('name', ['another root last', 'a field that adds text'])
def test_a_changed_file_has_failed_and_says_what_was_changed(name: str, lab: Lab, tmp_path: Path) -> None:
    report = read(lab, FORGERIES[name](lab.signed), tmp_path)
    assert indications(report)[0] == ('total-failed', 'FORMAT_FAILURE')
    assert told(report)['urn:docgen:verdict:document'] == 'changed-after-signing'
    assert told(report)['urn:docgen:verdict:change']


def test_what_a_file_says_is_quoted_without_what_xml_cannot_hold(lab: Lab, tmp_path: Path) -> None:
    file, report = tmp_path / 'fil.pdf', tmp_path / 'rapport.xml'
    file.write_bytes(lab.fixed)
    write_etsi_report(replace(verify(file), changes=('Texten ”till\x02lägg\uffff” är ny.',)), lab.fixed, report)
    assert '’tilllägg’' in report.read_text('utf-8')


def test_a_file_without_signatures_says_so(lab: Lab, tmp_path: Path) -> None:
    assert indications(read(lab, lab.fixed, tmp_path)) == [('noSignatureFound', '')]


def test_every_verdict_has_its_indication() -> None:
    assert set(_INDICATIONS) == set(SignatureVerdict)

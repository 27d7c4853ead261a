"""`docgen verify --evidence`: one page that says who signed, when, how, what was looked at and what was not."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from pki.authority import PERSONAL_NUMBER
from pypdf import PdfReader

from docgen.pdf.judge.conformance import PDF_A_2A, PDF_UA_1, believable, violations
from sign.forgeries import FORGERIES
from sign.manipulations import text_flipped

if TYPE_CHECKING:
    from pathlib import Path

    from sign.verifying.conftest import Lab


def page(lab: Lab, content: bytes, folder: Path) -> str:
    file, out = folder / 'fil.pdf', folder / 'intyg.pdf'
    file.write_bytes(content)
    answer = lab.workbench.run('verify', str(file), '--evidence', str(out))
    assert 'intyg.pdf' in answer.out
    found = violations(out, PDF_A_2A) + violations(out, PDF_UA_1)
    assert list(believable(found, lengths_are_right=True)) == []
    reader = PdfReader(out)
    assert len(reader.pages) == 1
    return ' '.join(reader.pages[0].extract_text().split())


def test_it_says_who_when_and_how(lab: Lab, tmp_path: Path) -> None:
    text = page(lab, lab.signed, tmp_path)
    assert "Giltig: filen är oförändrad" in text
    assert "Anna Exempel, kommunen, Lillby kommun" in text
    assert "styrkt av tidsstämpel från" in text.replace('- ', '')
    assert "nivå B-LTA" in text
    assert PERSONAL_NUMBER not in text


def test_it_says_what_was_looked_at_and_what_was_not(lab: Lab, tmp_path: Path) -> None:
    text = page(lab, lab.signed, tmp_path)
    looked, _, not_looked = text.partition("Det här är inte prövat")
    assert "sett av pdfium" in looked
    assert "Testmyndigheten Rot CA" in looked
    assert "rätt att företräda" in not_looked
    assert "kvalificerade" in not_looked
    assert "utgivarna har inte tillfrågats" in not_looked


@pytest.mark.parametrize(
    ('name', 'words'),
    [
        ('a field that adds text', "Texten ”TILLAGG: galler inte” har lagts till i marginalen på sidan 1"),
        ('another root last', "Lita inte på den"),
    ],
)
def test_it_says_what_was_changed(name: str, words: str, lab: Lab, tmp_path: Path) -> None:
    assert words in page(lab, FORGERIES[name](lab.signed), tmp_path)


def test_a_file_that_nobody_signed_proves_nothing(lab: Lab, tmp_path: Path) -> None:
    text = page(lab, lab.fixed, tmp_path)
    assert "ingen elektronisk underskrift" in text
    assert "Vem, när och hur" not in text


def test_a_broken_file_is_said_to_have_failed_and_to_be_compared_with_nothing(lab: Lab, tmp_path: Path) -> None:
    text = page(lab, text_flipped(lab.signed), tmp_path)
    looked, _, not_looked = text.partition("Det här är inte prövat")
    assert "Båda underskrifterna är brutna" in text
    assert "nej, det stämmer inte" in looked
    assert "sett av" not in looked
    assert "ser ut som när de undertecknades" in not_looked
    assert "Sidorna har jämförts" not in lab.workbench.run('verify', str(tmp_path / 'fil.pdf')).out


def test_a_self_issued_certificate_has_no_issuer_and_a_digest_copies_clean(lab: Lab, tmp_path: Path) -> None:
    content = lab.by('self_signed')
    text = page(lab, content, tmp_path).replace('- ', '').replace('\u00ad ', '')
    assert "självutfärdat certifikat" in text
    assert "ingen annan har kontrollerat" in text
    assert hashlib.sha256(content).hexdigest() in text
    told = lab.workbench.run('verify', str(tmp_path / 'fil.pdf')).out
    assert "certifikatet är självutfärdat" in told
    assert re.search("serienummer (?:[0-9a-f]{2})+, gäller", told)

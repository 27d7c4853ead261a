from __future__ import annotations

import json
from pathlib import Path

from docgen.pdf.judge.clauses import clause, departures
from docgen.pdf.judge.conformance import Violation, believable

KEPT: dict[str, str] = json.loads(Path(__file__).with_name('clauses.json').read_text('utf-8'))
"""What is said of each rule that the validator names."""
NESTED = "en tabells taggar är felaktigt nästlade"


def test_every_rule_is_told_in_words_with_its_clause() -> None:
    assert {rule: str(clause(rule)) for rule in KEPT} == KEPT


def test_rules_of_one_clause_are_one_departure() -> None:
    assert departures('PDF/UA-1', ['PDFUA1-TD-PARENT-001', 'PDFUA1-TH-PARENT-001', 'PDFUA1-TD-PARENT-001', 'x']) == [
        f"Bryter mot PDF/UA-1, avsnitt 7.2: {NESTED} (regel PDFUA1-TD-PARENT-001, PDFUA1-TH-PARENT-001).",
        "Bryter mot PDF/UA-1, ett fel som docgen inte har svenska ord för (regel x).",
    ]


def test_only_a_length_that_the_audit_knows_to_be_right_is_a_false_alarm() -> None:
    found = (Violation('PDFA2A-STREAM-LENGTH-001', 'length'), Violation('PDFA2A-STREAM-LZW-001', 'LZW'))

    assert believable(found, lengths_are_right=True) == found[1:]
    assert believable(found, lengths_are_right=False) == found

"""What a municipality may be called, and what is said of a name that cannot be used."""

from __future__ import annotations

import datetime
import subprocess
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from workbench import COMMAND, Workbench

from docgen.starter import NewWorkspace
from docgen.starter.workspace_files import yaml_files
from docgen.workspace import load
from docgen.workspace.lost_text import mojibake_findings

from .filling import ARGUMENTS, begun

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = st.text(st.characters(exclude_categories=['Cc', 'Cs', 'Cn']), min_size=1, max_size=60).map(str.strip)


@settings(max_examples=40, deadline=None)
@given(NAMES, NAMES)
@example('Åre "fjäll": kommun', "Lokalpolisområde 'Norra': #2")
@example('Polisen', 'Polisen')
@example('2027', 'null')
@example('- kommun', '|')
@example('{{ promise.title }}', '{% x %}')
def test_any_name_survives(municipality: str, police: str) -> None:
    assume(municipality and police)
    assume(not [*mojibake_findings(Path(), municipality), *mojibake_findings(Path(), police)])  # told, not read
    with tempfile.TemporaryDirectory() as folder:
        for name, text in yaml_files(NewWorkspace(municipality, 'lillby', police, 2027)).items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding='utf-8', newline='\n')
        workspace = load(Path(folder), draft=True)
    assert workspace.parties['kommunen'].name == _normal(municipality)
    assert workspace.parties['kommunen'].logo_text == _normal(f"Logotyp för {municipality}")
    assert workspace.parties['polisen'].unit == _normal(police)
    assert workspace.promises['2027'].lead_in == _normal(f"Polisen och {municipality} lovar under 2027:")


def _normal(text: str) -> str:
    return unicodedata.normalize('NFC', text)


def test_a_name_full_of_yaml_can_be_built(tmp_path: Path) -> None:
    name = 'Åre "fjäll": kommun'
    workbench = begun(tmp_path / 'a', '--municipality', name, '--police', 'Lokalpolisområde {{ Åre }}')
    answer = workbench.run('build', '--draft', '--json')
    assert answer.code == 0, answer.out
    assert any('are-fjall-kommun' in each['path'] for each in answer.json['documents'])


@pytest.mark.parametrize(
    ('name', 'short'),
    [
        ("Lillby kommun", 'lillby-kommun'),
        ("Östra Åsäng kommun", 'ostra-asang-kommun'),
        ("Region Exempel", 'region-exempel'),
        ("Upp-lands  Éxempelby", 'upp-lands-exempelby'),
    ],
)
def test_the_short_name_follows_from_the_name(tmp_path: Path, name: str, short: str) -> None:
    workbench = begun(tmp_path / 'a', '--municipality', name, '--police', 'P', '--year', '2027')
    assert load(workbench.root, draft=True).settings.name == short


@pytest.mark.parametrize(
    ('arguments', 'told'),
    [
        (('--short', 'Lill by'), "--short är ”Lill by”, men får bara innehålla a–z"),
        (('--short', 'Lillby Kommun'), "Till exempel: --short lillby  [init-value]"),
        (('--short', 'a' * 61), "--short har 61 tecken"),
        (('--municipality', 'Lill\nby'), "--municipality har flera rader"),
        (('--municipality', 'Lill\x07by'), "--municipality innehåller ett osynligt"),
        (('--municipality', 'x' * 1001), "--municipality har 1\u00a0001 tecken"),
        (('--municipality', 'x' * 985, '--short', 'x'), "--municipality är för långt"),
        (('--police', 'a\x1bb'), "--police innehåller"),
        (('--year', '27'), "--year är 27, men ska vara ett årtal från 2000 till 2099"),
        (('--year', '9999'), "--year är 9999"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_option(tmp_path: Path, arguments: Sequence[str], told: str) -> None:
    answer = Workbench(tmp_path).run('init', str(tmp_path / 'a'), *ARGUMENTS, '--short', 'lillby', *arguments)
    assert (answer.code, answer.ids) == (2, ['init-value'])
    assert told in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_name_in_another_encoding_is_no_bug(tmp_path: Path) -> None:
    command: list[str | bytes] = [*COMMAND, 'init', str(tmp_path / 'a'), '--police', 'P']
    command += ['--municipality', b'Lillby \xe5']
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 2, done.stderr.decode()
    assert '[init-value]' in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ('arguments', 'missing'),
    [
        (('--police', 'P'), "--municipality saknas"),
        (('--municipality', 'Lillby kommun'), "--police saknas"),
        (('--municipality', ' ', '--police', 'P'), "--municipality saknas"),
        (('--municipality', 'Λίλμπυ', '--police', 'P'), "--short saknas, och det går inte att bilda av ”Λίλμπυ”"),
    ],
)
def test_without_a_terminal_what_is_missing_is_not_asked_for(
    tmp_path: Path, arguments: Sequence[str], missing: str
) -> None:
    answer = Workbench(tmp_path).run('init', str(tmp_path / 'a'), *arguments)
    assert (answer.code, answer.ids) == (2, ['init-missing-value'])
    assert missing in answer.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_year_the_coming_one_is_taken(tmp_path: Path) -> None:
    before = datetime.datetime.now().astimezone().year + 1
    workbench = begun(tmp_path / 'a', '--municipality', 'Lillby kommun', '--police', 'P')
    after = datetime.datetime.now().astimezone().year + 1
    assert list(load(workbench.root, draft=True).promises) in ([str(before)], [str(after)])

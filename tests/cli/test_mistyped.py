"""Commands as they are mistyped: each answer is Swedish, has an id, and says what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docgen.cli.group import main

if TYPE_CHECKING:
    from workbench import Workbench

_ENGLISH = re.compile(r'Usage|Options|Commands|Show this|Try |Error:|Missing|No such|Invalid|unexpected|requires')
_COMMANDS = [*main.list_commands(main.context_class(main))]


@pytest.mark.parametrize(
    ('words', 'ident', 'said'),
    [
        ('build --drft', 'option-unknown', "docgen build har inget val --drft."),
        ('build --drft', 'option-unknown', "Menade du --draft?"),
        ('--oj check', 'option-unknown', "docgen har inget val --oj."),
        ('archive verify --oj', 'option-unknown', "docgen archive verify har inget val --oj."),
        ('check --verbose', 'option-unknown', "Skriv docgen --verbose check …"),
        ('archive verify --workspace x', 'option-unknown', "Skriv docgen --workspace MAPP archive verify …"),
        ('build --version', 'option-unknown', "Skriv docgen --version."),
        ('build --output', 'option-usage', "--output saknar sitt värde."),
        ('build --draft=ja', 'option-usage', "--draft har ett värde men tar inget."),
        ('fix', 'argument-missing', "Skriv docgen fix [VAL] PERIOD."),
        ('inspect', 'argument-missing', "FIL.pdf saknas."),
        ('inspect a.pdf b.pdf', 'argument-extra', "docgen inspect får fler ord än det väntar sig."),
        ('verify --level hög a.pdf', 'value-wrong', "Skriv något av: b, t, lt, lta."),
        ('receive 2021 a.pdf --date igår', 'value-wrong', "”igår” är inget datum."),
        ('publish 2021 --date igår', 'value-wrong', "Skriv som 2021-03-11."),
        ('build --output data/parties.yaml', 'value-wrong', "Det är en fil, inte en mapp."),
        ('verify a.pdf --report data', 'value-wrong', "Det är en mapp, inte en fil."),
        ('xyzzy', 'command-unknown', "De som finns är init, "),
        ('', 'command-missing', "Kommandot saknas."),
    ],
)
def test_what_is_mistyped_is_told_in_swedish(
    workspace: Workbench, monkeypatch: pytest.MonkeyPatch, words: str, ident: str, said: str
) -> None:
    monkeypatch.chdir(workspace.root)
    answer = workspace.run(*words.split())
    assert (answer.code, answer.ids) == (2, [ident]), answer.err
    assert said in answer.err
    assert not _ENGLISH.search(answer.err)
    assert not workspace.output.exists()


@pytest.mark.parametrize(
    ('words', 'ident', 'said'),
    [
        (('--workspace', '', 'check'), 'option-usage', "--workspace saknar sitt värde."),
        (('build', '--output', ''), 'option-usage', "Värdet skrivs efter namnet, och är inte tomt."),
        (('archive', '2021', '--to='), 'option-usage', "--to saknar sitt värde."),
        (('inspect', ''), 'argument-missing', "FIL.pdf saknas."),
    ],
)
def test_an_empty_path_is_not_the_folder_where_somebody_stands(
    workspace: Workbench, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], ident: str, said: str
) -> None:
    monkeypatch.chdir(workspace.root)
    before = sorted(workspace.root.iterdir())
    answer = workspace.run(*words)
    assert (answer.code, answer.ids) == (2, [ident]), answer.err
    assert said in answer.err
    assert sorted(workspace.root.iterdir()) == before


@pytest.mark.parametrize(
    'command', ['', *_COMMANDS, 'archive verify', 'archive unpack', 'archive list', 'trust update']
)
def test_the_help_of_every_command_is_swedish(workspace: Workbench, command: str) -> None:
    answer = workspace.run(*command.split(), '--help')
    assert answer.code == 0
    assert answer.out.startswith('Användning: docgen')
    assert 'Visa den här hjälpen och sluta.' in answer.out
    assert not _ENGLISH.search(answer.out)

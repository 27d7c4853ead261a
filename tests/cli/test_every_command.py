"""Every command there is, walked through: its help, and what it says of words that it cannot take, are Swedish."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from docgen.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH = re.compile(
    r"(?<![\w\-/.<'”])(?:the|this|and|not|is|are|of|to|with|valid|usage|options?|commands?|show|exit|missing|invalid|value|"
    r'integer|number|range|error|default|required|argument|arguments|requires?|try|choose|got|unexpected|such|does|file|'
    r'directory|path|message|standard|warning)(?![\w\-/.=])',
    re.IGNORECASE,
)
SWEDISH_TOO = re.compile(
    r'\[[a-z0-9-]+\]$|”[^”]*”|PDF/\w+|docgen [a-z\- ]+|--?[\w-]+|^  [a-z-]+ {2,}|[A-ZÅÄÖ|[\]…]{3,}', re.MULTILINE
)
"""What is typed, and names of others."""
COLUMNS = re.compile(r'^ {2,}(?:-[^\n]*?|[a-z-]+) {2,}(?=\S)', re.MULTILINE)


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield from _below((), main, None)


def _below(
    path: tuple[str, ...], command: click.Command, parent: click.Context | None
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path[-1] if path else 'docgen', parent=parent)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _below((*path, name), below, context)


def _said(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output


def _faults(text: str) -> list[str]:
    """The English words, and the spaces in a row within a line that is no column of a list."""
    found = [
        f'{each[0]!r} in {line!r}'
        for line in SWEDISH_TOO.sub(' ', text).splitlines()
        for each in ENGLISH.finditer(line)
    ]
    for line in text.splitlines():
        rest = COLUMNS.sub('', line) if line.startswith('  ') and not line.startswith('  →') else line
        rest = re.sub(r'^(?:Fel|Varning) {2}', '', rest)
        rest = re.sub(r' {2}\[[a-z-]+\]$', '', rest)
        if '  ' in rest.strip():
            found.append(f'spaces in {line!r}')
    return found


def _wrong(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[str, ...]]:
    yield (*path, '--help')
    yield (*path, '--finnsinte')
    if isinstance(command, click.Group):
        yield (*path, 'finnsinte')
    required = [each for each in command.params if isinstance(each, click.Argument) and each.required]
    if required:
        yield path
        yield (*path, *('ord' for _ in range(12)))
    for option in command.params:
        if not isinstance(option, click.Option) or option.name == 'help':
            continue
        name = max(option.opts, key=len)
        if option.is_flag:
            yield (*path, f'{name}=ja')
            continue
        yield (*path, name)
        if not isinstance(option.type, (click.Path, click.types.StringParamType)):
            yield (*path, *('ord' for _ in required), name, 'finnsinte')
        if isinstance(option.type, click.IntRange):
            yield (*path, *('ord' for _ in required), name, '99999999')


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_help_and_every_wrong_word_is_answered_in_swedish() -> None:
    tried = [(words, _said(*words)) for path, command in commands() for words in _wrong(path, command)]
    assert len(tried) > 200
    faults = {' '.join(words): faults for words, (_, text) in tried if (faults := _faults(text))}
    assert faults == {}
    wrong = [words for words, (code, _) in tried if code not in ((0,) if words[-1] == '--help' else (2, 3))]
    assert wrong == []


def test_the_test_knows_english_and_doubled_spaces_when_it_sees_them() -> None:
    for text in (
        "Usage: docgen x [OPTIONS]",
        "  -h, --help  Show this message and exit.",
        "  'x' is not a valid integer.",
    ):
        assert _faults(text), text
    assert _faults("  docgen archive  har inget val --foo.")
    assert (
        _faults("  -h, --help  Visa den här hjälpen och sluta.\nFel  data/a.yaml, rad 3\n  → Rätta.  [date-wrong]")
        == []
    )


def test_what_is_wrong_names_the_command_it_is_about() -> None:
    assert "Se docgen template check --help." in _said('template', 'check', '--finnsinte')[1]
    assert "Se docgen build --help." in _said('build', '--engine')[1]
    assert "docgen archive har inget val --finnsinte." in _said('archive', '--finnsinte')[1]
    assert "Kommandot ”chekc” finns inte." in _said('template', 'chekc')[1]
    assert "Menade du check?" in _said('template', 'chekc')[1]
    assert "Här behövs ett heltal från 1 till 512." in _said('build', '--jobs', '999')[1]

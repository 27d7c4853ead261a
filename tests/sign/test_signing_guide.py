"""docs/signing.md holds to the commands: every command and option that it names exists, and every message is told."""

from __future__ import annotations

import re
import shlex
import subprocess

import click
import pytest
from workbench import PROJECT, Workbench

from docgen.cli import main

GUIDE = (PROJECT / 'docs/signing.md').read_text('utf-8')
_CODE = re.compile(r'```text\n(.*?)```|`([^`]+)`', re.DOTALL)
_COMMAND = re.compile(r'docgen ([a-z]+)')
_OPTION = re.compile(r'--[a-z][a-z0-9-]+')
STEPS = ('build', 'fix', 'status', 'sign', 'print', 'receive', 'verify', 'publish')


def _options(name: str) -> set[str]:
    command = main.get_command(click.Context(main), name)
    assert command is not None, name
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return {option for each in (command, *below) for parameter in each.params for option in parameter.opts}


def _snippets() -> list[str]:
    return [line for block, span in _CODE.findall(GUIDE) for line in (block or span.replace('\n', ' ')).splitlines()]


def test_every_step_is_in_the_guide() -> None:
    named = {name for snippet in _snippets() for name in _COMMAND.findall(snippet)}
    assert set(STEPS) <= named


@pytest.mark.parametrize('snippet', sorted({each for each in _snippets() if '--' in each}))
def test_every_option_of_the_guide_exists(snippet: str) -> None:
    options = set(_OPTION.findall(snippet))
    commands = _COMMAND.findall(snippet)
    known = _options(commands[0]) if commands else set().union(*map(_options, (*STEPS, 'trust')))
    assert options <= known


def test_every_way_to_accept_less_is_explained() -> None:
    """Whoever has to use such an option should have read what it means."""
    lenient = {
        option
        for name in ('receive', 'publish', 'fix')
        for option in _options(name)
        if option.startswith(('--accept', '--without', '--unsigned', '--new-version'))
    }
    assert {option for option in lenient if f'{option}' not in GUIDE} == set()


def test_the_recipe_for_a_certificate_to_practise_with_works(fixed_workspace: Workbench) -> None:
    """OpenSSL's own command, as the guide gives it; then sign, and find the signature trusted."""
    (recipe,) = re.findall(r'```text\n(openssl req .*?)```', GUIDE, re.DOTALL)
    make, pack = recipe.splitlines()
    (fixed_workspace.root / 'data/trust').mkdir(exist_ok=True)
    for command in (make.replace('rsa:3072', 'rsa:2048'), f'{pack} -passout pass:prov'):
        subprocess.run(shlex.split(command), cwd=fixed_workspace.root, check=True, capture_output=True)
    secret = fixed_workspace.root / 'hemligt.txt'
    secret.write_text('prov', 'utf-8')
    secret.chmod(0o600)

    words = ('--p12', str(fixed_workspace.root / 'prov.p12'), '--passphrase-file', str(secret), '--other-day')
    answer = fixed_workspace.run('sign', '2021', '--as', 'kommunen', *words)

    assert answer.code == 0, answer.err
    assert answer.ids == ['signature-day-differs']
    assert "utgivaren" not in answer.err

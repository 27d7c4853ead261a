"""Workspaces whose period 2021 is fixed, or signed: each only read, with copies to sign, change and tamper with."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from once import made_once
from workbench import PROJECT, Workbench, furnish

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from pki.credential import Credential
    from workbench import Answer


_QUESTIONS = re.compile(r'^    questions:\n(?:      .*\n|\n(?=      ))+', re.MULTILINE)


def shortened(root: Path) -> Workbench:
    """The shipped workspace, not built, its promise of 2021 without appendix and questions: six pages, not sixteen."""
    workbench = furnish(PROJECT / 'data', root)
    workbench.replace('promises/2021.yaml', "previous: '2020'\n", '')
    promise = root / 'data/promises/2021.yaml'
    promise.write_text(_QUESTIONS.sub('', promise.read_text('utf-8')), 'utf-8')
    return workbench


@pytest.fixture(scope='session')
def short(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The shipped workspace with a promise of fewer pages to sign and compare, built.

    Read only. Here and in what is made of it below.
    """

    def build(folder: Path) -> None:
        answer = shortened(folder / 'workspace').run('build')
        assert answer.code == 0, answer.err

    return Workbench(made_once(tmp_path_factory, 'short', build) / 'workspace')


@pytest.fixture(scope='session')
def fixed(short: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The workspace with `docgen fix 2021` run."""
    return fixed_of(short, tmp_path_factory, 'fixed')


def fixed_of(built: Workbench, factory: pytest.TempPathFactory, name: str) -> Workbench:
    """Fix the promise of 2021 in a copy of a built workspace, once for all test processes."""

    def fix(folder: Path) -> None:
        answer = copied(built, folder / 'workspace').run('fix', '2021')
        assert answer.code == 0, answer.err

    return Workbench(made_once(factory, name, fix) / 'workspace')


@pytest.fixture
def fixed_workspace(fixed: Workbench, tmp_path: Path) -> Workbench:
    """The workspace as it lies after `docgen fix 2021`, to be changed as the test likes."""
    return copied(fixed, tmp_path / 'workspace')


@pytest.fixture(scope='session')
def signed(fixed: Workbench, pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The fixed workspace that trusts the test PKI, signed by both with B-LTA: valid without a network. Read only."""
    workbench = copied(fixed, tmp_path_factory.mktemp('signed') / 'workspace')
    shutil.copytree(pki.roots, workbench.root / 'data/trust', dirs_exist_ok=True)
    for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
        answer = sign(workbench, role, person, '--tsa', pki.tsa_url)
        assert answer.code == 0, answer.err
    return workbench


@pytest.fixture
def signed_workspace(signed: Workbench, tmp_path: Path) -> Workbench:
    """The workspace as it lies when both have signed, to be changed as the test likes."""
    return copied(signed, tmp_path / 'workspace')


def sign(workbench: Workbench, role: str, person: Credential, *options: str) -> Answer:
    """Sign the promise of 2021 with a certificate file."""
    secret = ('--passphrase-file', str(person.passphrase_file))
    return workbench.run('sign', '2021', '--as', role, '--p12', str(person.p12), *secret, '--other-day', *options)


def copied(workbench: Workbench, root: Path) -> Workbench:
    """Copy a workspace with its output, but without the folder that builds keep for themselves."""
    shutil.copytree(workbench.root, root, ignore=shutil.ignore_patterns('.docgen'))
    return Workbench(root)

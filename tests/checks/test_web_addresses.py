"""The web addresses that links lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .workspaces import Files


@pytest.mark.parametrize('address', ['vik.example', 'www.vik.example/trygghet/', 'vik.example:8080/pdf'])
def test_an_address_without_https_leads_to_no_page(files: Files, address: str) -> None:
    files['workspace']['web_folder'] = address
    seen = files.only('web-address-incomplete')
    assert (seen.severity, seen.file, seen.line) == ('error', 'workspace.yaml', f'web_folder: {address}')
    assert seen.do == f"Skriv https://{address}"


def test_a_partys_website_without_https(files: Files) -> None:
    files['parties']['parties'][0]['website'] = 'vik.example'
    seen = files.only('web-address-incomplete')
    assert (seen.file, seen.line) == ('parties.yaml', 'website: vik.example')


@pytest.mark.parametrize(
    'address',
    [
        'javascript:alert(1)',
        'file:///etc/passwd',
        'https://[vik',
        'https://vik.example\\@ond.example/',
        'https://vik.example/a b',
    ],
)
def test_an_address_that_no_link_may_lead_to(files: Files, address: str) -> None:
    files['workspace']['web_folder'] = address
    seen = files.only('web-address-unsafe')
    assert (seen.severity, seen.file) == ('error', 'workspace.yaml')


@pytest.mark.parametrize('address', ['https://vik.example/', 'http://vik.example', '/trygghet/', 'dokument/', '../pdf'])
def test_addresses_in_full_and_folders_beside_the_page(files: Files, address: str) -> None:
    files['workspace']['web_folder'] = address
    files['parties']['parties'][0]['website'] = 'https://vik.example'
    assert files.seen() == []

"""Parties, logos and signatories."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .workspaces import Files


def test_document_without_police(files: Files) -> None:
    files.promise['parties'] = ['vik', 'brand']
    files.promise['signatories'] = files.promise['signatories'][:1]
    files['agreements/2020-2023']['parties'].append('brand')
    seen = files.only('party-kind-missing')
    assert seen.severity == 'warning'
    assert seen.what == "”Medborgarlöfte 2021” har inte Polisen som part."


def test_same_party_twice(files: Files) -> None:
    files.promise['parties'] = ['vik', 'polisen', 'vik']
    assert files.only('party-twice').severity == 'error'


def test_two_signatories_in_one_role(files: Files) -> None:
    files.promise['signatories'][1]['role'] = 'kommunen'
    seen = files.only('signatory-role-twice')
    assert (seen.severity, seen.line) == ('error', 'role: kommunen')
    assert "”kommunen-2”" in seen.do


def test_signatory_of_a_party_outside_the_document(files: Files) -> None:
    files.promise['signatories'].append(files.promise['signatories'][0] | {'party': 'brand', 'role': 'brand'})
    seen = files.only('signatory-outside-document')
    assert seen.line == '- party: brand'


def test_nobody_signs_for_the_police(files: Files) -> None:
    files.promise['signatories'] = files.promise['signatories'][:1]
    seen = files.only('party-does-not-sign')
    assert (seen.severity, seen.line) == ('warning', 'signatories:')
    assert "Polismyndigheten" in seen.what


def test_promise_with_a_party_that_the_agreement_lacks(files: Files) -> None:
    files.promise['parties'].append('brand')
    seen = files.only('party-outside-agreement')
    assert (seen.severity, seen.line) == ('warning', '- brand')


def test_sender_outside_the_promise(files: Files) -> None:
    files.follow_up['sender'] = 'brand'
    seen = files.only('sender-outside-promise')
    assert (seen.severity, seen.line) == ('warning', 'sender: brand')


def test_another_party_promises_but_none_is_named(files: Files) -> None:
    files.commitment['promised_by'] = 'other'
    assert files.only('promiser-missing').line == 'promised_by: other'


def test_logo_needs_a_text(files: Files) -> None:
    (files.root / 'templates').mkdir()
    (files.root / 'templates' / 'vik.png').touch()
    files['parties']['parties'][0]['logo'] = 'vik.png'
    assert files.only('logo-text-missing').line == 'logo: vik.png'
    files['parties']['parties'][0]['logo_text'] = 'Viks kommun'
    assert files.seen() == []


def test_logo_must_exist(files: Files) -> None:
    (files.root / 'templates').mkdir()
    (files.root / 'templates' / 'vik.png').touch()
    files['parties']['parties'][0] |= {'logo': 'vikk.png', 'logo_text': 'Viks kommun'}
    seen = files.only('logo-missing')
    assert (seen.file, seen.line) == ('parties.yaml', 'logo: vikk.png')
    assert "Menade du" not in seen.do
    assert seen.do == (
        "Har filen tagits bort? Lägg då tillbaka den i mappen. "
        "Annars skriv namnet på en bild som finns. Det finns ”vik.png”."
    )


def test_logo_must_lie_in_templates(files: Files) -> None:
    files['parties']['parties'][0] |= {'logo': '../data/vik.png', 'logo_text': 'Viks kommun'}
    assert files.only('logo-outside-templates').severity == 'error'


def test_logo_must_be_a_picture(files: Files) -> None:
    files['parties']['parties'][0] |= {'logo': 'vik.svg', 'logo_text': 'Viks kommun'}
    assert files.only('logo-format').do == "Spara logotypen som PNG."

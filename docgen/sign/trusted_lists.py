"""The EU's trusted lists: which services a member state says are qualified (eIDAS, article 22; ETSI TS 119 612).

A folder holds the list of the lists (LOTL), which the Commission signs, and lists of states, which the LOTL says whose
signature to look for. No list is read that its signature does not hold for, as of the day that it says it was issued.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.qualified.eutl_parse import LOTLParseResult
    from pyhanko.sign.validation.qualified.tsp import TSPRegistry

    from docgen.sign.trust import TrustRoot

_NAMESPACE = '{http://uri.etsi.org/02231/v2#}'
_LIST = f'{_NAMESPACE}TrustServiceStatusList'
_OF_LISTS = 'http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists'
_LANGUAGE = '{http://www.w3.org/XML/1998/namespace}lang'
_MOST_DIGITS = 12
_LARGEST, _MOST = 40_000_000, 100
"""Bytes of a list (the largest states' have ten million), and files in a folder."""


@dataclass(frozen=True)
class TrustedList:
    """A list whose signature holds."""

    territory: str
    """The state, by two letters; EU for the list of the lists."""
    operator: str
    """Who answers for it."""
    number: int
    issued: datetime.datetime
    due: datetime.datetime | None
    """When the next one should come at the latest; None for a list that is closed."""

    def is_overdue(self, at: datetime.datetime) -> bool:
        """Whether a newer one should have been there."""
        return self.due is not None and self.due < at


@dataclass(frozen=True)
class TrustedLists:
    """What a folder of lists gives."""

    of_lists: TrustedList
    states: tuple[tuple[TrustedList, TSPRegistry], ...] = field(repr=False)
    """Each state's list with the services in it."""
    refused: tuple[str, ...] = ()
    """Sentences on files that were not taken."""


@dataclass(frozen=True)
class _File:
    path: Path
    content: bytes
    kind: str
    territory: str
    number: int


def load_trusted_lists(folder: Path, signers: Sequence[TrustRoot] = ()) -> TrustedLists:
    """Read the lists of a folder: files that end in .xml.

    Args:
        folder: where they lie.
        signers: who may have signed the list of the lists; empty for those that the Official Journal named.

    Raises:
        UsageError: `trusted-lists-missing`, there is no such folder or no list in it; `trusted-lists-unsigned`, there
            is no list of the lists that one of the signers has signed.
    """
    files = _read(folder)
    top = _list_of_lists([each for each in files if each.kind == _OF_LISTS], signers)
    if top is None:
        raise UsageError(_unsigned(folder, found=any(each.kind == _OF_LISTS for each in files)))
    newest, told = top
    states: dict[str, tuple[TrustedList, TSPRegistry]] = {}
    refused: list[str] = []
    for each in sorted((each for each in files if each.kind != _OF_LISTS), key=lambda one: one.number):
        certificates = [
            certificate for one in told.references if one.territory == each.territory for certificate in one.tlso_certs
        ]
        signed = _signed(each.content, certificates)
        if signed is None:
            refused.append(f"{each.path.name} användes inte: listans underskrift går inte att styrka.")
            continue
        services = _services(signed)
        if services is None:
            refused.append(f"{each.path.name} användes inte: listan är skriven på ett sätt som docgen inte kan läsa.")
            continue
        states[each.territory] = (_described(signed), services)
    return TrustedLists(newest, tuple(states[key] for key in sorted(states)), tuple(refused))


def list_in(folder: Path, signers: Sequence[TrustRoot] = ()) -> LOTLParseResult:
    """Give what the list of the lists in a folder says; arguments and errors as `load_trusted_lists`."""
    files = [each for each in _read(folder) if each.kind == _OF_LISTS]
    top = _list_of_lists(files, signers)
    if top is None:
        raise UsageError(_unsigned(folder, found=bool(files)))
    return top[1]


def signed_list_of_lists(content: bytes, signers: Sequence[TrustRoot] = ()) -> LOTLParseResult | None:
    """Read a list of the lists; None unless one of the signers has signed it.

    Args:
        content: the file.
        signers: as for `load_trusted_lists`.
    """
    from pyhanko.sign.validation.qualified.eutl_parse import parse_lotl_unsafe

    signed = _signed(content, _known(signers))
    return parse_lotl_unsafe(_text(signed)) if signed is not None else None


def _known(signers: Sequence[TrustRoot]) -> list[Certificate]:
    from pyhanko.sign.validation.qualified.eutl_parse import (
        latest_known_lotl_tlso_certs,
        ojeu_bootstrap_lotl_tlso_certs,
    )

    if signers:
        return [each.certificate for each in signers]
    return [*latest_known_lotl_tlso_certs(), *ojeu_bootstrap_lotl_tlso_certs()]


def _list_of_lists(files: Iterable[_File], signers: Sequence[TrustRoot]) -> tuple[TrustedList, LOTLParseResult] | None:
    """The newest one; each older one ("pivot") may name new signers for those that follow it (2015/1505, article 4)."""
    from pyhanko.sign.validation.qualified.eutl_parse import LOTL_RULE, parse_lotl_unsafe

    known, newest = _known(signers), None
    for each in sorted(files, key=lambda one: one.number):
        signed = _signed(each.content, known)
        if signed is None:
            continue
        told = parse_lotl_unsafe(_text(signed))
        known += [one for ref in told.references if LOTL_RULE in ref.scheme_rules for one in ref.tlso_certs]
        newest = _described(signed), told
    return newest


def _read(folder: Path) -> list[_File]:
    try:
        paths = sorted(each for each in folder.iterdir() if each.suffix.lower() == '.xml' and each.is_file())
        contents = [(each, read_file(each, _LARGEST)) for each in paths[:_MOST]]
    except OSError as error:
        raise UsageError(_missing(folder, f"Orsak: {reason(error)}.")) from error
    found = []
    for path, content in contents:
        root = _root(content)
        if root is not None:
            kind, territory = _said(root, 'TSLType'), _said(root, 'SchemeTerritory')
            found.append(_File(path, content, kind, territory, _number(root)))
    if not found:
        raise UsageError(_missing(folder, "Ingen fil där är en betrodd lista (ETSI TS 119 612)."))
    return found


def _root(content: bytes) -> Any:
    """The file's root, if it is a list; with one element of that name, nothing else can be what was signed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root.tag == _LIST and len(list(root.iter(_LIST))) == 1 else None


def _signed(content: bytes, signers: Iterable[Certificate]) -> Any:
    """What of a list one of the signers has signed, as an element; None if nobody has."""
    root = _root(content)
    if root is None:
        return None
    issued = _time(root, 'ListIssueDateTime')
    for each in {one.dump(): one for one in signers}:
        for signed in _held(content, each, issued):
            if signed is not None and signed.tag == _LIST:
                return signed
    return None


def _held(content: bytes, signer: bytes, issued: datetime.datetime | None) -> list[Any]:
    """What the signatures of a file by one signer are over; nothing if they do not hold."""
    from cryptography.x509 import load_der_x509_certificate
    from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

    how = XAdESSignatureConfiguration(require_x509=True, expect_references=True, verification_time=issued)
    try:
        results = XAdESVerifier().verify(content, x509_cert=load_der_x509_certificate(signer), expect_config=how)
    except Exception:  # noqa: BLE001 - a hostile file can make a library raise anything, and is then not signed
        return []
    return [each.signed_xml for each in results]


def _services(signed: Any) -> TSPRegistry | None:
    from pyhanko.sign.validation.qualified.eutl_parse import trust_list_to_registry_unsafe

    try:
        registry, _ = trust_list_to_registry_unsafe(_text(signed))
    except Exception:  # noqa: BLE001 - whatever xsdata and pyHanko say of a list of a form that they do not know
        return None
    return registry


def _described(signed: Any) -> TrustedList:
    names = signed.findall(f'{_NAMESPACE}SchemeInformation/{_NAMESPACE}SchemeOperatorName/{_NAMESPACE}Name')
    by_language = {str(each.get(_LANGUAGE)): (each.text or '').strip() for each in names}
    operator = by_language.get('sv') or by_language.get('en') or next(iter(by_language.values()), '')
    issued = _time(signed, 'ListIssueDateTime') or datetime.datetime.min.replace(tzinfo=datetime.UTC)
    due = _time(signed, f'NextUpdate/{_NAMESPACE}dateTime')
    return TrustedList(_said(signed, 'SchemeTerritory'), operator, _number(signed), issued, due)


def _said(root: Any, name: str) -> str:
    return (root.findtext(f'{_NAMESPACE}SchemeInformation/{_NAMESPACE}{name}') or '').strip()


def _number(root: Any) -> int:
    told = _said(root, 'TSLSequenceNumber')
    return int(told) if told.isdecimal() and len(told) < _MOST_DIGITS else 0


def _time(root: Any, name: str) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(_said(root, name))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _text(signed: Any) -> str:
    return etree.tostring(signed, encoding='unicode')


def _missing(folder: Path, why: str) -> Finding:
    return Finding(
        'trusted-lists-missing',
        f"{folder} innehåller inga betrodda listor.",
        why,
        "Hämta dem med docgen trust update --network, eller ange mappen där EU:s lista över listorna ligger.",
        Place(folder),
    )


def _unsigned(folder: Path, *, found: bool) -> Finding:
    return Finding(
        'trusted-lists-unsigned',
        "EU:s lista över listorna är inte undertecknad av någon känd." if found else "EU:s lista över listorna saknas.",
        "Den säger vilka som får ha undertecknat staternas listor; utan den är ingen lista betrodd.",
        "Hämta listorna på nytt med docgen trust update --network. Har EU bytt certifikat: ange det med --list-signer.",
        Place(folder),
    )

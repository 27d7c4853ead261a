"""`docgen trust update`: the EU's trusted lists fetched into a folder, each only if its signature holds."""

from __future__ import annotations

import asyncio
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import replace
from docgen.sign.bounded_http import BoundedSession, RefusedAnswerError
from docgen.sign.trusted_lists import list_in, load_trusted_lists, signed_list_of_lists
from docgen.temporary import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.sign.trust import TrustRoot
    from docgen.sign.trusted_lists import TrustedLists

ADDRESS = 'https://ec.europa.eu/tools/lotl/eu-lotl.xml'
"""Where the Commission publishes the list of the lists."""
TOP = 'eu-lotl.xml'
_KIND = {'Accept': 'application/vnd.etsi.tsl+xml'}
_MOST_PIVOTS = 20


@dataclass(frozen=True)
class UpdateRequest:
    """What to fetch, and where to lay it."""

    folder: Path
    states: tuple[str, ...] = ('SE',)
    """Two letters each."""
    address: str = ADDRESS
    signers: tuple[TrustRoot, ...] = ()
    """Who may have signed the list of the lists; empty for those in the Official Journal."""


def update_trusted_lists(request: UpdateRequest, progress: Callable[[str], None] = lambda _: None) -> TrustedLists:
    """Fetch the lists; what lies in the folder stays as it is unless all of them can be had and hold.

    Args:
        request: what to fetch, and where to lay it.
        progress: is told in Swedish what is fetched.

    Raises:
        UsageError: `trusted-list-unfetched`, a list cannot be had; `trusted-list-unsigned`, its signature does not
            hold; `trusted-list-unknown`, there is none of a state; `trusted-lists-unsigned`; `output-unwritable`.
    """
    return asyncio.run(_update(request, progress))


async def _update(request: UpdateRequest, progress: Callable[[str], None]) -> TrustedLists:
    fetched: dict[str, bytes] = {}
    async with BoundedSession() as session:
        progress("Hämtar EU:s lista över listorna")
        fetched[TOP] = await _get(session, request.address)
        for number, address in enumerate(_pivots(fetched[TOP], request.signers), start=1):
            fetched[f'eu-lotl-pivot-{number}.xml'] = await _get(session, address)
        with temporary_folder() as name:
            folder = Path(name)
            _lay(fetched, folder)
            known = list_in(folder, request.signers)
            for state in request.states:
                progress(f"Hämtar listan för {state}")
                place = next((each.location_uri for each in known.references if each.territory == state), None)
                if place is None:
                    raise UsageError(_unknown(state, sorted({each.territory for each in known.references})))
                fetched[f'{state}.xml'] = await _get(session, place)
            _lay(fetched, folder)
            found = load_trusted_lists(folder, request.signers)
    had = {each.territory for each, _ in found.states}
    for state in request.states:
        if state not in had:
            raise UsageError(_unsigned(state))
    try:
        request.folder.mkdir(parents=True, exist_ok=True)
        _lay(fetched, request.folder)
    except OSError as error:
        raise UsageError(
            Finding(
                'output-unwritable',
                f"Det går inte att skriva i {request.folder}.",
                f"Orsak: {reason(error)}.",
                "Kontrollera mappen, eller ange en annan.",
                Place(request.folder),
            )
        ) from error
    return found


def _pivots(content: bytes, signers: Sequence[TrustRoot]) -> list[str]:
    """Addresses of older lists of the lists that lead from signers who are known to today's, if they are needed."""
    from pyhanko.sign.validation.qualified.eutl_parse import parse_lotl_unsafe

    if signed_list_of_lists(content, signers) is not None:
        return []
    try:
        return sorted(parse_lotl_unsafe(content.decode('utf-8')).pivot_urls)[:_MOST_PIVOTS]
    except Exception:  # noqa: BLE001 - whatever xsdata says of what is no list: then nobody leads to its signer
        return []


def _lay(fetched: dict[str, bytes], folder: Path) -> None:
    for name, content in fetched.items():
        descriptor, beside = tempfile.mkstemp(dir=folder, prefix='.docgen-')
        with os.fdopen(descriptor, 'wb') as file:
            file.write(content)
        replace(Path(beside), folder / name)


async def _get(session: BoundedSession, address: str) -> bytes:
    try:
        async with session.get(address, headers=_KIND, raise_for_status=True) as answer:
            return await answer.read()
    except RefusedAnswerError as error:
        raise UsageError(_unfetched(address, error.sentence)) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise UsageError(_unfetched(address, "Tjänsten svarade inte som den ska.")) from error


def _unfetched(address: str, why: str) -> Finding:
    return Finding(
        'trusted-list-unfetched',
        f"Listan på {address[:200]} går inte att hämta.",
        why,
        "Försök igen senare. Listorna som redan ligger i mappen är orörda.",
    )


def _unknown(state: str, states: Sequence[str]) -> Finding:
    return Finding(
        'trusted-list-unknown',
        f"EU:s lista över listorna har ingen lista för {state}.",
        f"Den har listor för {', '.join(states)}.",
        "Ange en stats två bokstäver efter --state, till exempel SE.",
    )


def _unsigned(state: str) -> Finding:
    return Finding(
        'trusted-list-unsigned',
        f"Listan för {state} är inte undertecknad av någon som EU:s lista över listorna nämner.",
        "Då kan vem som helst ha skrivit den.",
        "Försök igen senare: lista och certifikat byts ibland inte samma dag. Det som låg i mappen är orört.",
    )

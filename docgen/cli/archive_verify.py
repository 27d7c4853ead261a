"""`docgen archive verify`: whether a package is whole and unchanged, and what it tells holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from docgen.cli import options
from docgen.cli.build import clear_progress, show_progress
from docgen.cli.error_output import finding_as_json, print_findings, print_json, reports_errors, short_path
from docgen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.archive.verdicts import PackageVerification
    from docgen.sign.trust import TrustRoot
    from docgen.sign.verifying.detached_seal_check import SealCheck

_MOST = 20


@click.command('verify')
@click.argument('packages', nargs=-1, required=True, type=options.FilePath(path_type=Path), metavar='PAKET [PAKET …]')
@click.option(
    '--trust',
    multiple=True,
    type=options.FilePath(path_type=Path),
    metavar='FIL|MAPP',
    help="Certifikat för utgivare att lita på; kan anges flera gånger. Det som ligger i paketet är inte betrott.",
)
@click.option('--network', is_flag=True, help="Fråga utgivarna om certifikaten är spärrade. Annars frågas ingen.")
@options.as_json
@reports_errors
def command(packages: tuple[Path, ...], trust: tuple[Path, ...], *, network: bool, as_json: bool) -> None:
    """Pröva arkivpaket: förteckning, scheman, kontrollsummor, PDF/A, underskrifter och händelser.

    PAKET är en mapp, en tar-fil eller en zip-fil. Varken arbetsyta eller nätverk behövs, och inget ändras. Koden är 0
    bara när allt håller i alla paket, annars 6.
    """
    from docgen.archive.verify import verify_package
    from docgen.sign.trust import load_trust

    issuers = load_trust(trust)
    if len(packages) > 1:
        _verify_several(packages, issuers, network=network, as_json=as_json)
    found = verify_package(packages[0], issuers, show_progress, network=network)
    clear_progress()
    if as_json:
        print_json({'exit_code': int(_code(found)), **_as_json(found)})
    else:
        _print_report(found)
    sys.exit(_code(found))


def _verify_several(packages: Sequence[Path], trust: Sequence[TrustRoot], *, network: bool, as_json: bool) -> NoReturn:
    """Verify one after the other, and tell of each as soon as it is done; one that cannot be opened stops no other."""
    from docgen.archive.verify import verify_package

    codes: list[ExitCode] = []
    told: list[dict[str, Any]] = []
    for package in packages:
        try:
            found = verify_package(package, trust, show_progress, network=network)
        except UsageError as error:
            clear_progress()
            codes.append(error.exit_code)
            told.append({'package': str(package), 'findings': [finding_as_json(each) for each in error.findings]})
            if not as_json:
                print_findings(error.findings)
            continue
        clear_progress()
        codes.append(_code(found))
        told.append(_as_json(found))
        if not as_json:
            _print_report(found)
            click.echo()
    code = max(codes)
    if as_json:
        print_json({'exit_code': int(code), 'packages': told})
    else:
        click.echo(f"{codes.count(ExitCode.DONE)} av {len(packages)} paket är giltiga.")
    sys.exit(code)


def _code(found: PackageVerification) -> ExitCode:
    return ExitCode.DONE if found.ok else ExitCode.SIGNATURE


def _print_report(found: PackageVerification) -> None:
    from docgen.archive.verdicts import ADVICE, HEADLINES, PackageVerdict
    from docgen.swedish import file_size

    click.echo(click.style(short_path(found.path), bold=True))
    click.echo(HEADLINES[found.verdict])
    if found.ok or found.verdict is PackageVerdict.SIGNATURE_UNPROVEN:
        click.echo(_seal(found))
    if found.seal_doubt:
        click.echo(f"Obs: {found.seal_doubt}")
    for each in found.observations[:_MOST]:
        click.echo(f"  – {each.file}: {each.what}" if each.file else f"  – {each.what}")
    if len(found.observations) > _MOST:
        click.echo(f"  … och {len(found.observations) - _MOST} till; --json visar alla.")
    if ADVICE[found.verdict]:
        click.echo(f"→ {ADVICE[found.verdict]}")
    if not found.compared and found.software:
        click.echo(
            f"Paketet är gjort med {found.software}, som kan beskriva en del på ett annat sätt än den här versionen."
        )
    if found.source_differs:
        click.echo("Paketet säger självt att dess data och mallar inte ger exakt de arkiverade dokumenten.")
    if any(each.verdict is PackageVerdict.NOT_BY_DOCGEN for each in found.observations):
        click.echo("Prövat: bara kontrollsummor.")
        return
    click.echo(
        f"Prövat: alla {found.files} filer i paketet ({file_size(found.bytes)}), också förteckning, metadata "
        f"och scheman; av dem {found.pdfs} PDF-filer. "
        f"{found.signatures} underskrifter och tidsstämplar, {found.events} händelser."
    )


def _seal(found: PackageVerification) -> str:
    """What is proven of the package as a whole, and what is not."""
    seal = found.seal
    if seal is None:
        return "Att paketet är oförändrat går inte att styrka utan försegling."
    from docgen.sign.verifying.detached_seal_check import SealVerdict
    from docgen.swedish.clock import swedish_time

    when = (
        f"förseglat {swedish_time(seal.claimed_at)} enligt förseglarens egen klocka; inte styrkt"
        if seal.claimed_at
        else "förseglat"
    )
    if seal.proven_at:
        when = f"förseglat senast {swedish_time(seal.proven_at)}, styrkt av en tidsstämpel"
    if seal.verdict is SealVerdict.UNREADABLE:
        return "Förseglingen går inte att pröva."
    if seal.verdict is SealVerdict.NOT_TRUSTED:
        return f"Oförändrat sedan det blev {when}, av någon som kallar sig {seal.signer}: utgivaren är inte betrodd."
    if seal.verdict is SealVerdict.UNSUITABLE:
        return f"Oförändrat sedan det blev {when}, av {seal.signer}, med ett certifikat som inte duger till försegling."
    whose = f"Oförändrat sedan det blev {when}, av {seal.signer}. Certifikat från {seal.issuer}"
    return f"{whose}; {_revocation(seal)}."


def _revocation(seal: SealCheck) -> str:
    """What is known of whether the seal's certificate was revoked, and from whom."""
    from docgen.sign.verifying.verdicts import Revocation
    from docgen.swedish.clock import swedish_time

    whom = "utgivaren, som har svarat nu" if seal.asked else "utgivarens besked i förseglingen"
    if seal.revoked_at and seal.revocation is Revocation.NOT_REVOKED:
        return f"det spärrades {swedish_time(seal.revoked_at)}, alltså efter förseglingen, enligt {whom}"
    if seal.revocation is Revocation.NOT_OFFERED:
        return "det anger ingenstans att fråga om det är spärrat"
    if seal.revocation is Revocation.NOT_REVOKED:
        return f"det var inte spärrat, enligt {whom}"
    return "om det var spärrat går inte att säga"


def _as_json(found: PackageVerification) -> dict[str, Any]:
    return {
        'package': str(found.path),
        'verdict': found.verdict.value,
        'observations': [
            {'verdict': each.verdict.value, 'file': each.file or None, 'what': each.what} for each in found.observations
        ],
        'files': found.files,
        'bytes': found.bytes,
        'pdfs': found.pdfs,
        'signatures': found.signatures,
        'events': found.events,
        'software': found.software or None,
        'compared': found.compared,
        'source_differs': found.source_differs,
        'seal': None
        if found.seal is None
        else {
            'verdict': found.seal.verdict.value,
            'signer': found.seal.signer,
            'doubt': found.seal_doubt or None,
            'issuer': found.seal.issuer,
            'claimed_at': found.seal.claimed_at.isoformat() if found.seal.claimed_at else None,
            'proven_at': found.seal.proven_at.isoformat() if found.seal.proven_at else None,
        },
    }

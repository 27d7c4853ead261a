"""The seal of a package: a manifest of all its other files with SHA-256, and a detached signature over that manifest.

Common tools check both: `sha256sum -c` in the package's folder, and `openssl cms -verify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.verdicts import Observation, PackageVerdict
from docgen.errors import Finding, Severity
from docgen.records.fingerprints import file_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from docgen.archive.package_reader import PackageFile
    from docgen.sign.signing.credential_kinds import CardInReader, CertificateFile
    from docgen.sign.trust import TrustRoot
    from docgen.sign.verifying.detached_seal_check import SealCheck

SEAL_FOLDER = 'sigill'
MANIFEST = f'{SEAL_FOLDER}/manifest-sha256.txt'
SIGNATURE = f'{SEAL_FOLDER}/manifest-sha256.txt.p7s'


def seal_package(
    package: Path,
    credential: CertificateFile | CardInReader,
    tsa: str | None,
    trust: Sequence[TrustRoot],
    organisations: Sequence[str],
) -> tuple[Finding, ...]:
    """Write a package's seal, and give warnings of what will not be provable of it.

    Args:
        package: the package's folder, with all its other files.
        credential: the certificate and key that seal it.
        tsa: address of a timestamp authority; without one nobody else vouches for when it was sealed.
        trust: issuers that are trusted.
        organisations: whose seal it should be, the municipality first.

    Raises:
        SignatureError: see `docgen.sign.detached_seal.make_seal`.
    """
    from docgen.sign.detached_seal import make_seal
    from docgen.sign.verifying.detached_seal_check import check_seal

    names = sorted(path.relative_to(package).as_posix() for path in package.rglob('*') if path.is_file())
    content = ''.join(f'{file_hash(package / name)}  {name}\n' for name in names).encode()
    seal, warnings = make_seal(content, credential, tsa, trust)
    (package / SEAL_FOLDER).mkdir()
    (package / MANIFEST).write_bytes(content)
    (package / SIGNATURE).write_bytes(seal)
    doubt = seal_doubt(check_seal(content, seal, trust), organisations)
    if not doubt:
        return warnings
    told = Finding(
        'seal-of-another',
        doubt,
        "Den som prövar paketet ser vem certifikatet tillhör, och det är organisationen som ska stå för paketet.",
        "Försegla med organisationens certifikat, om det inte är så det ska vara.",
        severity=Severity.WARNING,
    )
    return *warnings, told


def seal_doubt(seal: SealCheck, organisations: Sequence[str]) -> str:
    """Say in Swedish that a seal is not the organisation's own; '' if it is, or is broken.

    Args:
        seal: what checking it came to.
        organisations: whose it should be, the municipality first.
    """
    if not seal.names or seal.is_of(organisations):
        return ''
    if seal.personal:
        return f"Förseglingen är gjord med en persons certifikat, {seal.signer}, och inte av {organisations[0]}."
    return f"Förseglingen är gjord av {seal.signer}, och inte av {organisations[0]}."


def is_sealed(contents: Mapping[str, PackageFile], root: str) -> bool:
    """Whether a package has a seal, or what is left of one.

    Args:
        contents: the package's files.
        root: path of the package in a bag, with '/' last; '' where there is no bag.
    """
    return any(name.startswith(f'{root}{SEAL_FOLDER}/') for name in contents)


def seal_observations(
    contents: Mapping[str, PackageFile],
    root: str,
    sums: Mapping[str, str],
    trust: Sequence[TrustRoot],
    *,
    network: bool = False,
) -> tuple[SealCheck | None, list[Observation]]:
    """Check a package's seal.

    Args:
        contents: the package's files.
        root: path of the package in a bag, with '/' last; '' where there is no bag.
        sums: SHA-256 of every file as it now is, by its path.
        trust: issuers that are trusted.
        network: ask the certificate's issuer whether it is revoked.

    Returns:
        What the signature came to, None if there is none, and what is wrong.

    Raises:
        PackageError: DAMAGED or TOO_LARGE.
    """
    from docgen.sign.verifying.detached_seal_check import SealVerdict, check_seal

    missing = [each for each in (MANIFEST, SIGNATURE) if root + each not in contents]
    if missing:
        return None, [_broken(root + each, "Filen saknas, så förseglingen går inte att pröva.") for each in missing]
    manifest = contents[root + MANIFEST].read()
    found = check_seal(manifest, contents[root + SIGNATURE].read(), trust, network=network)
    wrong = list(manifest_differences(manifest, root, sums))
    if found.verdict is SealVerdict.BROKEN:
        what = "Förseglingen är inte gjord över förteckningen som den nu är, eller är ingen försegling."
        wrong.insert(0, _broken(root + SIGNATURE, what))
    elif found.verdict is SealVerdict.UNREADABLE:
        what = "Förseglingen innehåller mer än det som den skyddar, så den går inte att pröva."
        wrong.append(Observation(PackageVerdict.SIGNATURE_UNPROVEN, what, root + SIGNATURE))
    elif found.verdict is SealVerdict.NOT_TRUSTED:
        what = f"Förseglingen är hel, men utgivaren av certifikatet för {found.signer} är inte betrodd här."
        wrong.append(Observation(PackageVerdict.SIGNATURE_UNPROVEN, what, root + SIGNATURE))
    elif found.verdict is SealVerdict.UNSUITABLE:
        what = f"Certifikatet för {found.signer} är inte till för att försegla med, eller har för kort nyckel."
        wrong.append(Observation(PackageVerdict.SIGNATURE_UNPROVEN, what, root + SIGNATURE))
    elif found.verdict is SealVerdict.REVOKED:
        what = f"Certifikatet för {found.signer} är spärrat, och inget styrker att förseglingen gjordes dessförinnan."
        wrong.append(Observation(PackageVerdict.SIGNATURE_INVALID, what, root + SIGNATURE))
    elif found.verdict is SealVerdict.REVOCATION_UNKNOWN:
        looked = "utgivaren svarade inte" if found.asked else "förseglingen har inget giltigt besked om det"
        what = f"Om certifikatet för {found.signer} var spärrat går inte att säga: {looked}."
        wrong.append(Observation(PackageVerdict.SIGNATURE_UNPROVEN, what, root + SIGNATURE))
    return found, wrong


def manifest_differences(manifest: bytes, root: str, sums: Mapping[str, str]) -> Iterator[Observation]:
    """Tell every file that is another than when the package was sealed, was added or is gone.

    Args:
        manifest: the seal's list of files.
        root: path of the package in a bag, with '/' last; '' where there is no bag.
        sums: SHA-256 of every file as it now is, by its path.
    """
    try:
        lines = manifest.decode('utf-8').splitlines()
    except UnicodeDecodeError:
        yield _broken(root + MANIFEST, "Filen är inte text i UTF-8.")
        return
    sealed: dict[str, str] = {}
    for line in lines:
        sha256, _, name = line.partition('  ')
        sealed[root + name] = sha256
    seal = root + SEAL_FOLDER + '/'
    for name, sha256 in sealed.items():
        if name not in sums:
            yield _broken(name, "Filen fanns när paketet förseglades, men finns inte nu.")
        elif sums[name] != sha256:
            what = f"Filen är ändrad sedan paketet förseglades: SHA-256 är {sums[name]}, men var {sha256}."
            yield _broken(name, what)
    for name in sums:
        if name.startswith(root) and name not in sealed and not name.startswith(seal):
            yield _broken(name, "Filen fanns inte när paketet förseglades.")
        elif name.startswith(seal) and name not in (root + MANIFEST, root + SIGNATURE):
            yield _broken(name, "Filen hör inte till förseglingen.")


def _broken(name: str, what: str) -> Observation:
    return Observation(PackageVerdict.SEAL_BROKEN, what, name)

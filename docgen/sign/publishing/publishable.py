"""Whether the signatures of a version hold well enough for a copy that says who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import Finding, Place, SignatureError
from docgen.sign.trust import workspace_trust
from docgen.sign.verifying.verdict_sentences import headline
from docgen.sign.verifying.verdicts import WITHOUT_TRUST, DocumentVerdict

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.records.version_history import VersionHistory
    from docgen.sign.verifying.verdicts import DocumentVerification


def require_publishable(
    root: Path, path: Path, history: VersionHistory, *, accept_untrusted: bool, network: bool
) -> str:
    """Verify a version's electronic signatures, and give the verdict; '' for a version that has none.

    Args:
        root: the workspace's folder, whose `data/trust` says who is trusted.
        path: the version's current file.
        history: what has happened to the version.
        accept_untrusted: let pass what is whole but not vouched for by anyone trusted here.
        network: ask the issuers whether certificates were revoked.

    Raises:
        SignatureError: `publish-untrusted`, `publish-not-valid`.
        FindingsError: `trust-unreadable`.
    """
    if not history.electronic_slots:
        return ''
    from docgen.sign.verifying.verify import verify

    found = verify(path, workspace_trust(root), network=network, expected=history.electronic_slots)
    if found.ok or (accept_untrusted and found.verdict in WITHOUT_TRUST):
        return found.verdict.value
    raise SignatureError(_unknown_here(path, found) if found.verdict in WITHOUT_TRUST else _not_valid(path, found))


def _unknown_here(path: Path, found: DocumentVerification) -> Finding:
    if found.verdict is DocumentVerdict.REVOCATION_UNKNOWN:
        ask = (
            "Utfärdarna gav inget svar som gäller; försök igen senare."
            if found.network
            else "Kör med --network för att fråga utgivarna."
        )
        return Finding(
            'publish-untrusted',
            f"Det framgår inte om något certifikat i {path.name} var spärrat när det användes.",
            "Ett stulet och spärrat certifikat skulle se likadant ut.",
            f"{ask} Har du kontrollerat det på annat sätt: --accept-untrusted.",
            Place(path),
        )
    return Finding(
        'publish-untrusted',
        f"Underskrifterna i {path.name} är hela, men certifikaten kommer från någon som arbetsytan inte litar på.",
        "Vem som helst kan göra ett certifikat i någon annans namn.",
        "Lägg utgivarens rotcertifikat i data/trust om ni litar på det (se data/trust/README.md). Har du kontrollerat "
        "underskrifterna på annat sätt: --accept-untrusted.",
        Place(path),
    )


def _not_valid(path: Path, found: DocumentVerification) -> Finding:
    return Finding(
        'publish-not-valid',
        f"{path.name}: {headline(found)} {found.explanation}".strip(),
        "Den publika filen skulle säga att dokumentet är undertecknat.",
        f"Kör docgen verify {path.name} för att se varje underskrift för sig.",
        Place(path),
    )

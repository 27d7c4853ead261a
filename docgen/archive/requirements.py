"""`docgen check --archive`: archive data that the workspace lacks, or that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.case_data import case_of_workspace
from docgen.errors import Finding, FindingsError, Place, Severity
from docgen.model.party import PartyKind
from docgen.model.settings import ArchiveSettings
from docgen.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.archive.case_data import Case
    from docgen.model import Party
    from docgen.workspace import Workspace

_RIGHTS = ArchiveSettings.model_fields['rights'].default


def archive_findings(workspace: Workspace, periods: Sequence[str] = ()) -> list[Finding]:
    """Give what the workspace lacks for its packages: warnings, and errors for what contradicts itself.

    Args:
        workspace: the data.
        periods: whose cases to look at; all without.

    Raises:
        UsageError: a wished period does not exist.
    """
    chosen = plan(workspace, periods, linked=False).periods
    if not chosen:
        return []
    found = [
        *_rights(workspace.root, workspace.settings.archive, public=case_of_workspace(workspace, chosen[0]).public),
        *_numbers(workspace),
        *_settings(workspace),
        *(each for period in chosen for each in _case(workspace, case_of_workspace(workspace, period))),
    ]
    return list(dict.fromkeys(found))


def require_consistent_rights(case: Case, root: Path) -> None:
    """Refuse a package that says both that everyone may read the records and that something limits it.

    Args:
        case: what the package is about.
        root: the workspace's folder.

    Raises:
        FindingsError: `archive-rights-contradict`.
    """
    found = list(_rights(root, case.settings, public=case.public))
    if found:
        raise FindingsError(found)


def _rights(root: Path, settings: ArchiveSettings, *, public: bool) -> Iterator[Finding]:
    if public or settings.rights != _RIGHTS:
        return
    # The text itself may hold what should not be in a log.
    limits = 'restrictions' if settings.restrictions else 'confidentiality'
    yield Finding(
        'archive-rights-contradict',
        f"Det finns en begränsning (archive: {limits}), men rättigheterna säger ”{_RIGHTS}”",
        "Paketet skulle säga emot sig självt om vem som får läsa handlingarna.",
        "Skriv under archive: rights vad som gäller, till exempel: Handlingarna lämnas ut efter sekretessprövning.",
        Place(root / 'data' / 'workspace.yaml'),
    )


def _numbers(workspace: Workspace) -> Iterator[Finding]:
    own = workspace.parties[workspace.settings.municipality]
    for party in workspace.parties.values():
        number = party.organisation_number
        if party is own:
            number = number or workspace.settings.archive.creator_number
        if not number:
            yield _asked(
                'archive-number-missing',
                f"Organisationsnumret för {party.name} saknas.",
                "Arkivet vill kunna peka ut parten också när namn har ändrats.",
                f"Skriv organisation_number för {party.id} i parties.yaml. {_known(party)}",
                workspace.root / 'data' / 'parties.yaml',
            )


def _known(party: Party) -> str:
    if party.kind is PartyKind.POLICE and party.name == 'Polismyndigheten':
        return "Polismyndighetens är 202100-0076."
    return "Numret är offentligt."


def _settings(workspace: Workspace) -> Iterator[Finding]:
    settings, file = workspace.settings.archive, workspace.root / 'data' / 'workspace.yaml'
    if settings.classification is None:
        yield _asked(
            'archive-classification-missing',
            "Ärendets klassificering är inte angiven.",
            "FGS Ärendehantering vill veta var ärendet hör hemma i klassificeringsstrukturen.",
            "Skriv under archive: classification: {code: …, title: …, scheme: …}. Fråga registrator om koden.",
            file,
        )
    if settings.retention_decision is None:
        yield _asked(
            'archive-retention-missing',
            "Det framgår inte vilket beslut som säger att handlingarna bevaras eller gallras.",
            "Arkivet ska kunna se med vilket stöd det görs.",
            "Skriv under archive: retention_decision: till exempel informationshanteringsplanen § 3.",
            file,
        )


def _case(workspace: Workspace, case: Case) -> Iterator[Finding]:
    if not any(party == case.own_name for party, _ in case.numbers):
        yield _asked(
            'archive-reference-number-missing',
            f"{case.title} har inget diarienummer för {case.own_name}.",
            "Ärendet får i paketet ett nummer som bara docgen känner till.",
            "Skriv reference_numbers med kommunens diarienummer i periodens fil.",
            workspace.root / 'data',
        )
    if case.dates is None or case.dates.opened is None:
        yield _asked(
            'archive-case-dates-missing',
            f"Det framgår inte när ärendet för {case.period} öppnades.",
            "Arkivet vill veta när ärendet öppnades, och när det är avslutat.",
            f"Skriv under archive: cases: - {{period: '{case.period}', opened: ÅÅÅÅ-MM-DD}}. Dagen står i diariet.",
            workspace.root / 'data' / 'workspace.yaml',
        )


def _asked(identifier: str, what: str, why: str, advice: str, file: Path) -> Finding:
    return Finding(identifier, what, why, advice, Place(file), Severity.WARNING)

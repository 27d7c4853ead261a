"""The fixed sentences of what a verification comes to: the report, and the verdicts on a file and its signatures.

Read it as `docgen.model.wording`, which holds the others.
"""

from __future__ import annotations

from docgen.model.base import Line  # noqa: TC001 pydantic reads it
from docgen.model.sentences import Sentences


class ReportWording(Sentences):
    """The validation report. The verdicts in it stand in the two groups below."""

    title: Line = "Valideringsrapport för {name}"
    subject: Line = "Prövning av elektroniska underskrifter"
    keyword: Line = "valideringsrapport"
    fact: Line = "Uppgift"
    content: Line = "Innehåll"
    page: Line = "Sida"
    file: Line = "Filen"
    file_name: Line = "Namn"
    file_version: Line = "Version"
    file_title: Line = "Titel"
    file_pages: Line = "Sidor"
    file_size: Line = "Storlek"
    file_verified: Line = "Prövad"
    file_software: Line = "Program"
    changes: Line = "Ändrat efter underskrift"
    missing: Line = "Saknade underskrifter"
    signatures: Line = "Underskrifter"
    comparison: Line = "Jämförelse med data och mallar"
    method: Line = "Hur prövningen är gjord"
    trusted: Line = "Betrodda utgivare"
    certificate_digest: Line = "Certifikatets SHA-256"
    method_bytes: Line = (
        "Varje underskrift är prövad mot de byte som den täcker, och det som lagts till efter den är granskat: bara "
        "underskrifter, tidsstämplar och bevis för dem godtas. Certifikatet är prövat för den tid som en betrodd "
        "tidsstämpel styrker, annars för tiden då rapporten gjordes (ETSI EN 319 102-1)."
    )
    method_network: Line = "Utgivarna är tillfrågade över nätet om certifikaten är spärrade."
    method_no_network: Line = (
        "Spärrkontrollen bygger bara på uppgifter i filen; ingen utgivare är tillfrågad över nätet."
    )
    method_no_trust: Line = "Ingen utgivare var betrodd vid prövningen."
    method_no_comparison: Line = "Innehållet är inte jämfört med data och mallar."


class VerdictWording(Sentences):
    """What a verification comes to for the file, in the validation report and on the screen."""

    not_a_pdf: Line = "Filen är ingen PDF."
    damaged: Line = "Filen är skadad. Lita inte på den."
    encrypted: Line = "Filen är krypterad och prövas inte."
    unreadable: Line = "Filen går inte att pröva."
    unsigned: Line = "Filen har ingen elektronisk underskrift."
    broken: Line = "En underskrift är bruten. Lita inte på filen."
    changed_after_signing: Line = "Filen har ändrats efter att den undertecknades. Lita inte på den."
    weak_algorithm: Line = "En underskrift är gjord med en metod som går att förfalska."
    revoked: Line = "En undertecknares certifikat är spärrat."
    not_yet_valid: Line = "En undertecknares certifikat hade inte börjat gälla."
    expired: Line = "En undertecknares certifikat har gått ut, och inget styrker att underskriften är äldre."
    unexpected_signer: Line = "Någon har skrivit under som inte skulle göra det."
    other_document: Line = "Filen är inte periodens dokument."
    not_all_signed: Line = "Alla har inte skrivit under."
    valid_but_untrusted: Line = "Filen är hel och oförändrad, men en utgivare är inte betrodd här."
    unsuitable_certificate: Line = "En undertecknares certifikat är inte gjort för underskrifter."
    timestamp_invalid: Line = "En tidsstämpel håller inte."
    timestamp_missing: Line = "En underskrift saknar den tidsstämpel som den ska ha."
    revocation_unknown: Line = "Filen är hel och oförändrad, men det är inte kontrollerat om certifikaten är spärrade."
    valid: Line = "Giltig: filen är oförändrad och alla underskrifter håller."


class SignatureVerdictWording(Sentences):
    """What a verification comes to for one signature, after "Utlåtande"."""

    broken: Line = "bruten"
    unreadable: Line = "går inte att pröva"
    changed_after_signing: Line = "filen är ändrad efteråt"
    weak_algorithm: Line = "gjord med en metod som går att förfalska"
    revoked: Line = "certifikatet är spärrat"
    not_yet_valid: Line = "certifikatet hade inte börjat gälla"
    expired: Line = "certifikatet har gått ut"
    unexpected_signer: Line = "fel undertecknare"
    valid_but_untrusted: Line = "utgivaren är inte betrodd här"
    unsuitable_certificate: Line = "certifikatet är inte för underskrifter"
    timestamp_invalid: Line = "tidsstämpeln håller inte"
    timestamp_missing: Line = "tidsstämpel saknas"
    revocation_unknown: Line = "giltig, men spärrkontroll saknas"
    valid: Line = "giltig"

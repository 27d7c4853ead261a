"""The sentences for each verdict, in plain Swedish: what it means and what to do about it."""

from __future__ import annotations

from docgen.sign.verifying.verdicts import DocumentVerdict as Document
from docgen.sign.verifying.verdicts import Revocation, SignatureKind
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

DOCUMENT_HEADLINES = {
    Document.NOT_A_PDF: "Filen är ingen PDF.",
    Document.DAMAGED: "Filen är skadad. Lita inte på den.",
    Document.ENCRYPTED: "Filen är krypterad och prövas inte.",
    Document.UNSUPPORTED: "Filen går inte att pröva.",
    Document.UNSIGNED: "Filen har ingen elektronisk underskrift.",
    Document.BROKEN: "En underskrift är bruten. Lita inte på filen.",
    Document.CHANGED_AFTER_SIGNING: "Filen har ändrats efter att den undertecknades. Lita inte på den.",
    Document.WEAK_ALGORITHM: "En underskrift är gjord med en metod som går att förfalska.",
    Document.REVOKED: "En undertecknares certifikat är spärrat.",
    Document.NOT_YET_VALID: "En undertecknares certifikat hade inte börjat gälla.",
    Document.EXPIRED: "En undertecknares certifikat har gått ut, och inget styrker att underskriften är äldre.",
    Document.UNEXPECTED_SIGNER: "Någon har skrivit under som inte skulle göra det.",
    Document.OTHER_DOCUMENT: "Filen är inte periodens dokument.",
    Document.NOT_ALL_SIGNED: "Alla har inte skrivit under.",
    Document.VALID_BUT_UNTRUSTED: "Filen är hel och oförändrad, men en utgivare är inte betrodd här.",
    Document.UNSUITABLE_CERTIFICATE: "En undertecknares certifikat är inte gjort för underskrifter.",
    Document.TIMESTAMP_INVALID: "En tidsstämpel håller inte.",
    Document.TIMESTAMP_MISSING: "En underskrift saknar den tidsstämpel som den ska ha.",
    Document.REVOCATION_UNKNOWN: (
        "Filen är hel och oförändrad, men det är inte kontrollerat om certifikaten är spärrade."
    ),
    Document.VALID: "Giltig: filen är oförändrad och alla underskrifter håller.",
}
"""What to say of the file, first."""

_BROKEN_DO = "Be avsändaren om filen på nytt, eller hämta den ur arkivet."
DOCUMENT_ADVICE = {
    Document.NOT_A_PDF: "Kontrollera att det är rätt fil, och hämta den på nytt från avsändaren.",
    Document.DAMAGED: _BROKEN_DO,
    Document.ENCRYPTED: "Be avsändaren om filen utan lösenord.",
    Document.UNSUPPORTED: "Pröva den med avsändarens egen tjänst, eller be om en underskrift enligt PAdES.",
    Document.UNSIGNED: "Skulle den vara undertecknad: kontrollera att det är rätt fil.",
    Document.BROKEN: _BROKEN_DO,
    Document.CHANGED_AFTER_SIGNING: _BROKEN_DO,
    Document.WEAK_ALGORITHM: "Be om en ny underskrift, gjord med ett program som följer dagens krav.",
    Document.REVOKED: "Ta reda på varför certifikatet spärrades, och be om en ny underskrift.",
    Document.NOT_YET_VALID: "Be om en ny underskrift, och kontrollera klockan i datorn där den gjordes.",
    Document.EXPIRED: "Be om en ny underskrift, gärna med tidsstämpel (nivå B-LTA).",
    Document.UNEXPECTED_SIGNER: "Stäm av med undertecknarna. Rätt person behöver skriva under den fastställda filen.",
    Document.OTHER_DOCUMENT: "Kontrollera att det är rätt fil och rätt period, eller utelämna --period.",
    Document.NOT_ALL_SIGNED: "Hämta filen där alla har skrivit under, eller låt den som saknas skriva under.",
    Document.VALID_BUT_UNTRUSTED: (
        "Litar ni på utgivaren: lägg dess rotcertifikat i data/trust, eller ange det med --trust."
    ),
    Document.UNSUITABLE_CERTIFICATE: "Be om en underskrift med ett certifikat för underskrifter.",
    Document.TIMESTAMP_INVALID: (
        "Litar ni på tidsstämplingstjänsten: lägg dess rotcertifikat i data/trust. Annars be om en ny underskrift."
    ),
    Document.TIMESTAMP_MISSING: (
        "Be om en underskrift med tidsstämpel, eller hämta filen som den var när den registrerades."
    ),
    Document.REVOCATION_UNKNOWN: "Kör kommandot på nytt med --network, så tillfrågas utgivarna.",
    Document.VALID: "",
}
"""What to do about it."""
PEN_ADVICE = "Bevara pappret, och jämför med det om något är oklart."
"""What to do where nothing but a pen has signed."""


def advice(verdict: Document, *, by_pen: bool) -> str:
    """What to do about a verdict; `by_pen` when somebody has signed on paper, so that no signature is no fault."""
    return PEN_ADVICE if by_pen and verdict is Document.UNSIGNED else DOCUMENT_ADVICE[verdict]


SIGNATURE_HEADLINES = {
    Verdict.BROKEN: "bruten",
    Verdict.UNSUPPORTED: "går inte att pröva",
    Verdict.CHANGED_AFTER_SIGNING: "filen är ändrad efteråt",
    Verdict.WEAK_ALGORITHM: "gjord med en metod som går att förfalska",
    Verdict.REVOKED: "certifikatet är spärrat",
    Verdict.NOT_YET_VALID: "certifikatet hade inte börjat gälla",
    Verdict.EXPIRED: "certifikatet har gått ut",
    Verdict.UNEXPECTED_SIGNER: "fel undertecknare",
    Verdict.VALID_BUT_UNTRUSTED: "utgivaren är inte betrodd här",
    Verdict.UNSUITABLE_CERTIFICATE: "certifikatet är inte för underskrifter",
    Verdict.TIMESTAMP_INVALID: "tidsstämpeln håller inte",
    Verdict.TIMESTAMP_MISSING: "tidsstämpel saknas",
    Verdict.REVOCATION_UNKNOWN: "giltig, men spärrkontroll saknas",
    Verdict.VALID: "giltig",
}
"""What to say of a signature, after its signer."""

EXPLANATIONS = {
    Verdict.BROKEN: "De undertecknade uppgifterna, eller underskriften själv, har ändrats.",
    Verdict.REVOKED: "Utgivaren spärrade certifikatet innan underskriften bevisligen fanns.",
    Verdict.NOT_YET_VALID: "Underskriften är gjord före certifikatets första dag.",
    Verdict.EXPIRED: "Ingen betrodd tidsstämpel visar att underskriften gjordes medan certifikatet gällde.",
    Verdict.VALID_BUT_UNTRUSTED: (
        "Vem som helst kan ge ut ett certifikat i någons namn; därför måste utgivaren vara betrodd."
    ),
    Verdict.REVOCATION_UNKNOWN: "Varken filen eller nätet har sagt om certifikatet var spärrat.",
    Verdict.WEAK_ALGORITHM: "Sådana underskrifter kan göras av någon annan än den som har nyckeln.",
    Verdict.UNSUITABLE_CERTIFICATE: "Certifikatet är utgivet för något annat, eller så är kedjan till roten felaktig.",
}
"""Why, where nothing more particular is known."""

REVOCATIONS = {
    Revocation.NOT_REVOKED: "inte spärrat",
    Revocation.REVOKED: "spärrat",
    Revocation.UNKNOWN: "ingen uppgift",
    Revocation.NOT_OFFERED: "utgivaren erbjuder ingen spärrkontroll",
    Revocation.NOT_CHECKED: "inte gjord",
}
KINDS = {
    SignatureKind.SIGNATURE: "Underskrift",
    SignatureKind.SEAL: "Sigill",
    SignatureKind.TIMESTAMP: "Tidsstämpel",
}

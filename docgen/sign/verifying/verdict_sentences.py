"""The sentences for each verdict, in plain Swedish: what it means and what to do about it."""

from __future__ import annotations

from docgen.model import Wording
from docgen.sign.verifying.qualification import Qualified
from docgen.sign.verifying.verdicts import DocumentVerdict as Document
from docgen.sign.verifying.verdicts import Revocation, SignatureKind
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

_BROKEN_DO = "Be avsändaren om filen på nytt, eller hämta den ur arkivet."
DOCUMENT_ADVICE = {
    Document.NOT_A_PDF: "Kontrollera att det är rätt fil, och hämta den på nytt från avsändaren.",
    Document.DAMAGED: _BROKEN_DO,
    Document.ENCRYPTED: "Be avsändaren om filen utan lösenord.",
    Document.UNREADABLE: "Pröva den med avsändarens egen tjänst, eller be om en underskrift enligt PAdES.",
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


def headline(verdict: Document, wording: Wording | None = None) -> str:
    """What to say of the file, first: in the workspace's words if they are given."""
    return str(getattr((wording or Wording()).verdicts, _key(verdict)))


def signature_headline(verdict: Verdict, wording: Wording | None = None) -> str:
    """What to say of a signature, after its signer: in the workspace's words if they are given."""
    return str(getattr((wording or Wording()).signature_verdicts, _key(verdict)))


def _key(verdict: Document | Verdict) -> str:
    return verdict.value.replace('-', '_')


EXPLANATIONS = {
    Verdict.BROKEN: "De undertecknade uppgifterna, eller underskriften själv, har ändrats.",
    Verdict.UNREADABLE: "Den är skriven på ett sätt som docgen inte kan läsa.",
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

QUALIFIED = {
    Qualified.SIGNATURE: "kvalificerad underskrift",
    Qualified.SEAL: "kvalificerad stämpel",
    Qualified.CERTIFICATE: "avancerad underskrift med kvalificerat certifikat",
    Qualified.TIMESTAMP: "kvalificerad tidsstämpel",
    Qualified.NOT: "nej, enligt de listor som har lästs",
    Qualified.UNDECIDED: "går inte att avgöra: certifikatet anger ingen eller flera sorter",
}
"""What trusted lists say, by eIDAS' own words."""
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

"""The sentences for each verdict, in plain Swedish: what it means and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.model import Wording
from docgen.sign.verifying.qualification import Qualified
from docgen.sign.verifying.verdicts import DocumentVerdict as Document
from docgen.sign.verifying.verdicts import Revocation, SignatureKind
from docgen.sign.verifying.verdicts import SignatureVerdict as Verdict

if TYPE_CHECKING:
    from docgen.sign.verifying.verdicts import DocumentVerification

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
UNDRAWABLE = (
    "Det går inte att se om något döljer det som undertecknades: sidorna är skadade, orimligt stora eller tar för lång "
    "tid att rita."
)
ONLY_STAMPED = "Den har bara en tidsstämpel, som visar att den fanns en viss tid, inte att någon har godkänt den."
PEN_ADVICE = "Bevara pappret, och jämför med det om något är oklart."
"""What to do where nothing but a pen has signed."""


def advice(verdict: Document, *, by_pen: bool) -> str:
    """What to do about a verdict; `by_pen` when somebody has signed on paper, so that no signature is no fault."""
    return PEN_ADVICE if by_pen and verdict is Document.UNSIGNED else DOCUMENT_ADVICE[verdict]


_OF_SEVERAL = {
    Document.BROKEN: "{whose} är brutna. Lita inte på filen.",
    Document.UNREADABLE: "{whose} går inte att pröva.",
    Document.WEAK_ALGORITHM: "{whose} är gjorda med en metod som går att förfalska.",
    Document.REVOKED: "{whose} är gjorda med certifikat som är spärrade.",
    Document.NOT_YET_VALID: "{whose} är gjorda med certifikat som inte hade börjat gälla.",
    Document.EXPIRED: "{whose} är gjorda med certifikat som har gått ut, och inget styrker att de är äldre.",
    Document.UNEXPECTED_SIGNER: "{whose} är gjorda av andra än dem som skulle skriva under.",
    Document.UNSUITABLE_CERTIFICATE: "{whose} är gjorda med certifikat som inte är för underskrifter.",
    Document.TIMESTAMP_MISSING: "{whose} saknar den tidsstämpel som de ska ha.",
    Document.VALID_BUT_UNTRUSTED: "Filen är hel och oförändrad, men {whose} har en utgivare som inte är betrodd här.",
}
"""What to say where a verdict is that of more signatures than one."""


def headline(found: DocumentVerification, wording: Wording | None = None) -> str:
    """What to say of the file, first: in the workspace's own words where it has any."""
    key = _key(found.verdict)
    usual, chosen = (str(getattr(each.verdicts, key)) for each in (Wording(), wording or Wording()))
    signatures = [each for each in found.signatures if each.kind is SignatureKind.SIGNATURE]
    unread = sum(each.verdict is Verdict.UNREADABLE for each in found.signatures)
    if found.verdict is Document.UNREADABLE and chosen == usual and 0 < unread < len(found.signatures):
        return f"{unread} av filens {len(found.signatures)} underskrifter och tidsstämplar går inte att pröva."
    such = sum(each.verdict.value == found.verdict.value for each in signatures)
    if chosen != usual or such < 2 or found.verdict not in _OF_SEVERAL:
        return chosen
    told = _OF_SEVERAL[found.verdict].format(whose=_whose(such, len(signatures)))
    return told[:1].upper() + told[1:]


def _whose(some: int, of: int) -> str:
    if some < of:
        return f"{some} av {of} underskrifter"
    return "båda underskrifterna" if of == 2 else f"alla {of} underskrifter"


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
    Verdict.REVOCATION_UNKNOWN: "Det är inte känt om certifikatet, eller någon utgivares, var spärrat.",
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
ENTRIES = {
    'Producer': "vilket program som senast sparade filen",
    'Version': "vilken version av PDF filen uppger",
    'Extensions': "vilka tillägg till PDF filen uppger",
    'DA': "vilket teckensnitt formulärets fält har",
    'ModDate': "när filen senast ändrades",
    'Metadata': "hur filens metadata (XMP) är skrivna",
    'Tabs': "i vilken ordning fälten på en sida nås",
    'DR': "vad formulärets fält ritas med",
    'SoftwareAgent': "vilket program som enligt filens historik (XMP) har sparat den",
    'comment': "vad en kommentar mellan filens uppgifter säger, som inget läsprogram visar",
    'T': "vad ett nytt fält för en tidsstämpel heter",
}
"""What programs change in passing, by the entry's name in the file."""

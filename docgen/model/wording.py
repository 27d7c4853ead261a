"""Every fixed sentence that docgen itself puts into a document, a web page or a report, with its key.

Read it without knowing how to program: on each line stand the sentence's key and, within quotation marks, the sentence;
below it in Swedish, where more needs to be said, when it is used. Words within braces, as {party}, are filled in from
the data. A workspace replaces any sentence in data/wording.yaml, under the same group and key (`signature_block:`, then
indented `place_and_date: "Plats och dag"`). What the templates say stands there, messages in docs/messages.md.
"""

from __future__ import annotations

from pydantic import Field

from docgen.model.base import Line, Record
from docgen.model.sentences import Sentences
from docgen.model.verification_wording import ReportWording, SignatureVerdictWording, VerdictWording


class SignatureBlockWording(Sentences):
    """Where a signatory signs, on the last page of a document: the page's text, and what a screen reader says."""

    place_and_date: Line = "Ort och datum"
    place_with_date: Line = "{place} den {date}"
    signature_of: Line = "Underskrift för {party}"
    """Läses upp för den som inte ser blocket; följs av namn och befattning."""
    place_and_date_spoken: Line = "Ort och datum: {place_and_date}"
    place_and_date_by_hand: Line = "Ort och datum fylls i för hand"
    """Läses upp där varken ort eller datum är tryckt."""
    day_from_signature: Line = "{place}, dagen framgår av underskriften"
    """I ett dokument som undertecknas elektroniskt, där ingen dag är tryckt."""
    place_and_day_from_signature: Line = "Framgår av underskriften"
    """Som ovan, där inte heller någon ort är tryckt."""
    date_by_hand: Line = "Ort och datum: {place}. Datum fylls i för hand"
    place_by_hand: Line = "Ort och datum: {date}. Ort fylls i för hand"
    place_and_date_left_open: Line = "Ort och datum är inte ifyllt"
    """I den publika kopian, som ingen skriver i, där varken ort eller datum är tryckt."""
    date_left_open: Line = "Ort och datum: {place}. Datum är inte ifyllt"
    place_left_open: Line = "Ort och datum: {date}. Ort är inte ifyllt"


class SignatureAppearanceWording(Sentences):
    """What is seen on a signature line that somebody has signed electronically; name and moment stand between."""

    heading: Line = "Undertecknad elektroniskt"
    issuer: Line = "Certifikat från {issuer}"


class PublicCopyWording(Sentences):
    """What stands on each signature line of the copy that the public gets, which has no certificates in it."""

    not_signed: Line = "Ej undertecknad"
    signed_by_pen: Line = "Undertecknad för hand"
    signed_by_pen_on: Line = "Undertecknad för hand {day}"
    signed_electronically: Line = "Undertecknad elektroniskt av"
    """Följs på nästa rad av namnet och dagen."""
    signed_electronically_on: Line = "Undertecknad elektroniskt {day}"
    other_in_document: Line = "(i dokumentet står {printed})"
    """Sist, när någon skrev under en annan dag eller på en annan ort än den som är tryckt vid underskriften."""
    original: Line = "{what}: SHA-256 {sha256}"
    """Vad kopian är en kopia av; {what} är en av de tre raderna nedan."""
    original_signed: Line = "Undertecknat original"
    original_scanned: Line = "Undertecknat på papper, inskannat"
    original_fixed: Line = "Fastställd version"


class SigningWording(Sentences):
    """Above the signatures of a document, where the data say how it is signed."""

    electronic: Line = "Dokumentet undertecknas elektroniskt. Originalet är filen med underskrifterna."


class DraftWording(Sentences):
    """What marks a draft."""

    mark: Line = "UTKAST"
    notice: Line = "UTKAST. Innehållet är inte beslutat."
    """Överst på webbsidan och i listorna."""
    page_title: Line = "Utkast: {title}"
    """Webbsidans namn i webbläsarens flik."""


class FollowUpWording(Sentences):
    """A follow-up, as a document, an appendix and on the web."""

    rounded: Line = "Andelarna är avrundade; tillsammans blir de {sum}."
    """Under tabellen över utfall, där avrundade andelar inte blir 100 %."""
    per_party_one: Line = "Löfte {numbers} redovisas för varje part för sig."
    per_party: Line = "Därför är det {outcomes} utfall av {commitments} löften."
    """Efter meningen ovanför, så att läsaren kan räkna ihop tabellen."""
    not_applicable_one: Line = "Ett löfte räknas inte in, för dess villkor inföll inte."
    not_applicable: Line = "{count} löften räknas inte in, för deras villkor inföll inte."
    so_far: Line = "{count} av {target} hittills"
    """Utfall när uppföljningen gäller en del av den tid som måttet gäller."""
    so_far_of_span: Line = "{count} av {target} hittills, {share}"
    """Som ovan, med hur stor del av året, månaden eller veckan det är."""
    this_part: Line = "{count} av {target} i den här perioden"
    """Utfall när en tidigare uppföljning har räknat en del av samma tid; då är talet inte allt hittills."""
    this_part_of_span: Line = "{count} av {target} i den här perioden, {share}"
    """Som ovan, med hur stor del av året, månaden eller veckan det är."""
    more_than_promised: Line = "{result}, fler än lovat"
    not_counted: Line = "inte redovisat"
    """Vid ett delvillkor som ingen har räknat."""


class WebPageWording(Sentences):
    """The page for the web."""

    skip: Line = "Hoppa till innehållet"
    heading: Line = "Samverkan mellan {parties}"
    description: Line = "Vad {parties} har kommit överens om, vad de lovar invånarna och hur det har gått."
    introduction: Line = (
        "Vi arbetar tillsammans för att förebygga brott och öka tryggheten. Här står vad vi har kommit överens om, "
        "vad vi lovar dig som bor eller vistas här."
    )
    introduction_with_result: Line = (
        "Vi arbetar tillsammans för att förebygga brott och öka tryggheten. Här står vad vi har kommit överens om, "
        "vad vi lovar dig som bor eller vistas här och hur det har gått."
    )
    on_this_page: Line = "På sidan"
    contact: Line = "Kontakt"
    agreement: Line = (
        "Samverkansöverenskommelsen är grunden för vårt gemensamma brottsförebyggande arbete. Den anger vad var och en "
        "åtar sig, hur arbetet är organiserat och vilka funktioner som ansvarar för att åtgärderna blir gjorda."
    )
    agreement_until_end: Line = "Den gäller från och med den {first_day} till och med den {last_day}."
    agreement_until_further_notice: Line = "Den gäller från och med den {first_day} och tills vidare."
    agreement_every: Line = "Den skrivs för {length} i taget."
    promise: Line = (
        "Ett medborgarlöfte är konkreta aktiviteter som vi lovar att göra under en bestämd tid. Löftet utvecklar och "
        "stärker överenskommelsen."
    )
    promise_every: Line = "Det skrivs för {length} i taget."
    signed: Line = "Undertecknad av {signatures}."
    signed_electronically: Line = "{name}, {party}, elektroniskt den {day}"
    signed_by_pen_on: Line = "{name}, {party}, för hand den {day}"
    signed_by_pen: Line = "{name}, {party}, för hand"
    other_day_in_document: Line = "{signature} (i dokumentet står {day})"
    """När någon skrev under en annan dag än den som är tryckt i dokumentet."""
    not_signed_by: Line = "Inte undertecknad av {names}."
    not_published: Line = "Den undertecknade filen publiceras när alla har skrivit under."
    """Så länge den publika filen inte är gjord, vare sig någon har skrivit under eller inte."""
    print: Line = "Skriv ut sidan"
    statistics: Line = "Utfall efter status"
    statistics_status: Line = "Status"
    statistics_count: Line = "Antal"
    statistics_share: Line = "Andel"
    email: Line = "E-post:"
    phone: Line = "Telefon:"
    updated: Line = "Senast uppdaterad:"


class WebListWording(Sentences):
    """The page and the lists to paste: what leads to the documents, and what stands before each part of an outcome."""

    new_window: Line = "öppnas i nytt fönster"
    """Sist i en länk, efter filens format och storlek."""
    file_beside: Line = "{link}, filen {file}"
    """I stället för en länk som inte skulle leda rätt där listan klistras in."""
    shortened: Line = "Listan är förkortad. Hela löftet finns här:"
    shortened_with_answers: Line = (
        "Listan är förkortad. Hela löftet, med svar på frågor om vad varje punkt innebär, finns här:"
    )
    short_version: Line = "Kortversion att skriva ut:"
    agreement: Line = "Löftet bygger på överenskommelsen:"
    previous: Line = "Så gick det med löftet före:"
    follow_up: Line = "Så gick det:"
    whole_follow_up: Line = "Hela uppföljningen:"
    commitment: Line = "Löftet:"
    status: Line = "Status:"
    target: Line = "Mått: {target}"
    result: Line = "Utfall: {result}"
    events: Line = "Det här gjordes:"
    event_times: Line = "({count} gånger)"
    """Efter en händelse som skedde flera gånger."""
    reason: Line = "Orsak till avvikelsen:"
    substitute: Line = "Det här gjordes i stället:"
    next_step: Line = "Nästa steg:"
    assessed_by: Line = "Bedömningen är gjord av:"
    parties: Line = "Parternas uppgifter:"
    party: Line = "{party}: {status}. {figures}"
    continues: Line = "Fortsätter löftet?"


class ShortTextWording(Sentences):
    """The news item and the texts for social channels, which the communicator copies from the local page."""

    news_title: Line = "Nyhet"
    """Vad texten är, på sidan där den kopieras."""
    news_heading: Line = "{title}: {count} löften från {parties}"
    """Nyhetens rubrik."""
    news_lead: Line = "{parties} har kommit överens om {title}. Det här lovar vi för {period}:"
    """Nyhetens första stycke; följs av löftena i listans korta form."""
    news_more: Line = "Läs mer: {address}"
    """Sist i nyheten, om arbetsytan har en webbadress."""
    post_title: Line = "Inlägg om hela löftet"
    """Vad texten är, på sidan där den kopieras."""
    post_promise: Line = "{title}: {parties} lovar {count} saker: {titles}. {address}"
    post_result_title: Line = "Inlägg om hur det gick"
    """Vad texten är, på sidan där den kopieras."""
    post_result: Line = "{title}: {shares}. {address}"
    post_commitment_title: Line = "Inlägg om löfte {number}: {title}"
    """Vad texten är, på sidan där den kopieras."""
    post_commitment: Line = "{title}: {text}"


class Wording(Record):
    """All sentences: a workspace's own where it has any, otherwise those above."""

    signature_block: SignatureBlockWording = Field(default_factory=SignatureBlockWording)
    """Underskriftsblocken i dokumenten."""
    signature_appearance: SignatureAppearanceWording = Field(default_factory=SignatureAppearanceWording)
    """Det som syns av en elektronisk underskrift."""
    public_copy: PublicCopyWording = Field(default_factory=PublicCopyWording)
    """Underskriftsraderna i den publika kopian."""
    signing: SigningWording = Field(default_factory=SigningWording)
    """Det som beror på hur dokumentet undertecknas."""
    draft: DraftWording = Field(default_factory=DraftWording)
    """Det som märker ut ett utkast."""
    follow_up: FollowUpWording = Field(default_factory=FollowUpWording)
    """Uppföljningen."""
    web_page: WebPageWording = Field(default_factory=WebPageWording)
    """Webbsidan."""
    web_list: WebListWording = Field(default_factory=WebListWording)
    """Webbsidan och listorna att klistra in."""
    short_texts: ShortTextWording = Field(default_factory=ShortTextWording)
    """Nyheten och texterna till sociala medier."""
    report: ReportWording = Field(default_factory=ReportWording)
    """Valideringsrapporten."""
    verdicts: VerdictWording = Field(default_factory=VerdictWording)
    """Omdömet om en fil som har prövats."""
    signature_verdicts: SignatureVerdictWording = Field(default_factory=SignatureVerdictWording)
    """Omdömet om en underskrift."""

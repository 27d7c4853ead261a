"""What the keys and choices of the data are called in Swedish, for those who write the Swedish word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_KEYS = {
    'title': "titel rubrik befattning",
    'text': "löftestext fulltext beskrivning",
    'short_text': "korttext kort_text kort sammandrag",
    'number': "nummer tal antal nr",
    'count': "antal",
    'theme': "tema ämne",
    'deadline': "senast slutdatum sista_dag klart_senast",
    'places': "plats platser ort orter",
    'place': "plats ort",
    'name': "namn",
    'targets': "mål måttal mått",
    'target': "mål måttal mått",
    'unit': "enhet",
    'unit_one': "ental enhet_ental",
    'comparator': "minst högst exakt jämförelse villkor",
    'questions': "frågor fråga",
    'question': "fråga",
    'answer': "svar",
    'period': "tid giltighetstid löftesperiod",
    'start': "början startdatum från",
    'end': "slut slutdatum till",
    'signed_on': "undertecknat undertecknad datum signerat underskrivet",
    'published_on': "publicerat publicerad",
    'dated': "datum daterad",
    'date': "datum dag",
    'parties': "parter part",
    'party': "part",
    'signatories': "undertecknare underskrifter undertecknat_av",
    'reference_numbers': "diarienummer diarienr dnr",
    'introduction': "inledning",
    'purpose': "syfte mål ändamål",
    'situation_picture': "lägesbild",
    'lead_in': "inledningsmening ingress",
    'commitments': "löften åtaganden",
    'commitment': "löfte åtagande",
    'follow_up': "uppföljning",
    'validity': "giltighet",
    'previous': "föregående löftet_före tidigare",
    'copies': "exemplar",
    'agreement': "överenskommelse samverkansöverenskommelse avtal",
    'promise': "löfte medborgarlöfte",
    'promised_by': "lovar lovas_av vem ansvarig",
    'focus_area': "område fokusområde prioriterat_område",
    'focus_areas': "områden fokusområden prioriterade_områden",
    'target_group': "målgrupp",
    'when': "när tid",
    'condition': "villkor",
    'status': "läge utfall resultat",
    'outcomes': "utfall resultat",
    'assessed_by': "bedömt_av bedömd_av bedömare",
    'comment': "kommentar",
    'reason': "skäl orsak anledning",
    'substitute': "i_stället ersättning",
    'next_step': "nästa_steg",
    'continues': "fortsätter",
    'events': "händelser",
    'summary': "sammanfattning",
    'conclusions': "slutsatser",
    'sender': "avsändare",
    'role': "roll",
    'kind': "slag typ sort",
    'short_name': "kortnamn kort_namn",
    'logo': "logotyp logga",
    'logo_text': "logotyptext alternativtext alt",
    'website': "webbplats webbadress hemsida",
    'email': "epost e-post mejl mail",
    'phone': "telefon telefonnummer",
    'contact': "kontakt",
    'municipality': "kommun kommunen",
    'police': "polis polisen",
    'joint': "gemensamt tillsammans",
    'engine': "motor",
    'templates': "mallar mall",
    'background': "bakgrund",
    'goals': "mål",
    'problem': "problembild",
    'causes': "orsaker",
    'organisation': "organisering",
    'bodies': "grupper",
    'members': "ledamöter deltagare medlemmar",
    'task': "uppgift uppdrag",
    'meets': "möten träffas",
    'resources': "resurser",
    'termination': "uppsägning",
    'attachments': "bilagor",
}
_CHOICES = {
    'done': "klar klart genomfört genomförd genomförda ja färdig",
    'partly_done': "delvis delvis_genomfört",
    'not_done': "ej_genomfört inte_genomfört nej",
    'ongoing': "pågår pågående",
    'not_started': "ej_påbörjat inte_påbörjat",
    'dropped': "utgår struket inställt",
    'at_least': "minst åtminstone",
    'at_most': "högst max maximalt",
    'exactly': "exakt precis",
    'all': "alla samtliga",
    'none': "inga ingen inget",
    'yes_no': "ja_nej ja/nej görs",
    'police': "polisen polis",
    'municipality': "kommunen kommun",
    'joint': "gemensamt tillsammans båda",
    'other': "annat annan övrigt övriga",
    'youth': "unga ungdomar ungdom",
    'traffic': "trafik",
    'drugs': "narkotika droger andts",
    'public_spaces': "offentlig_miljö",
    'dialogue': "dialog trygghetsvandring",
    'burglary': "inbrott grannsamverkan",
    'nightlife': "krog krogmiljö",
    'domestic_violence': "våld_i_nära_relation",
    'vandalism': "skadegörelse klotter",
    'fraud': "bedrägeri bedrägerier",
    'pandemic': "pandemi pandemin corona",
    'resources': "resurser resursbrist",
    'about': "cirka ca ungefär",
    'more_than': "fler_än mer_än",
    'exact': "exakt räknat",
    'unknown': "okänt okänd",
    'day': "dag",
    'week': "vecka",
    'month': "månad",
    'year': "år",
    'period': "perioden hela_perioden",
    'total': "totalt sammanlagt",
    'per_place': "per_plats",
    'promiser': "lovar avsändare",
    'focus_area': "område",
}


def english_key(swedish: str, known: Collection[str]) -> str | None:
    """The key among `known` that the Swedish word stands for, if there is one."""
    return _english(swedish, known, _KEYS)


def english_choice(swedish: str, known: Collection[str]) -> str | None:
    """The choice among `known` that the Swedish word stands for, if there is one."""
    return _english(swedish, known, _CHOICES)


def _english(swedish: str, known: Collection[str], words: dict[str, str]) -> str | None:
    asked = swedish.strip().lower().replace('-', '_').replace(' ', '_')
    for english, those in words.items():
        if english in known and asked in (each.replace('-', '_') for each in those.split()):
            return english
    return None

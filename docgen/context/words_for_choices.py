"""Swedish words for the model's choices: who promises, how a commitment went, what a target asks."""

from __future__ import annotations

from docgen.model import Comparator, Per, Precision, Promiser, Reason, Scope, Status, Theme

THEMES = {
    Theme.TRAFFIC: "Trafik",
    Theme.DRUGS: "Narkotika och ANDTS",
    Theme.YOUTH: "Unga",
    Theme.PUBLIC_SPACES: "Trygghet i offentlig miljö",
    Theme.DIALOGUE: "Trygghetsvandring och dialog",
    Theme.BURGLARY: "Grannsamverkan och inbrott",
    Theme.NIGHTLIFE: "Krogmiljö",
    Theme.DOMESTIC_VIOLENCE: "Våld i nära relation",
    Theme.VANDALISM: "Klotter och skadegörelse",
    Theme.ORGANISATION: "Organisation",
    Theme.FRAUD: "Bedrägeri",
    Theme.WORKING_LIFE_CRIME: "Arbetslivskriminalitet",
    Theme.HATE_AND_EXTREMISM: "Hat, hot och extremism",
    Theme.SEXUAL_EXPLOITATION: "Sexuell exploatering",
    Theme.OTHER: "Övrigt",
}

PROMISERS = {
    Promiser.POLICE: "Polisen",
    Promiser.MUNICIPALITY: "Kommunen",
    Promiser.JOINT: "Polisen och kommunen tillsammans",
    Promiser.MUNICIPALITY_WITH_POLICE: "Kommunen tillsammans med Polisen",
    Promiser.POLICE_WITH_MUNICIPALITY: "Polisen tillsammans med kommunen",
    Promiser.OTHER: "Annan part",
}

GROUP_TITLES = {
    Promiser.POLICE: "Polisen lovar",
    Promiser.POLICE_WITH_MUNICIPALITY: "Polisen lovar tillsammans med kommunen",
    Promiser.MUNICIPALITY: "Kommunen lovar",
    Promiser.MUNICIPALITY_WITH_POLICE: "Kommunen lovar tillsammans med Polisen",
    Promiser.JOINT: "Tillsammans lovar vi",
    Promiser.OTHER: "Andra parter lovar",
}
COMPARATORS = {
    Comparator.AT_LEAST: "minst",
    Comparator.EXACTLY: "",
    Comparator.AT_MOST: "högst",
    Comparator.ALL: "alla",
    Comparator.NONE: "inga",
    Comparator.YES_NO: "",
}

PER = {
    Per.PERIOD: "under löftesperioden",
    Per.DAY: "per dag",
    Per.WEEK: "per vecka",
    Per.MONTH: "per månad",
    Per.YEAR: "per år",
}

SCOPES = {Scope.TOTAL: "", Scope.PER_PLACE: "på varje plats"}

PRECISIONS = {
    Precision.EXACT: "",
    Precision.ABOUT: "cirka",
    Precision.MORE_THAN: "fler än",
    Precision.AT_LEAST: "minst",
    Precision.UNKNOWN: "okänt antal",
}

REASONS = {
    Reason.PANDEMIC: "Pandemin",
    Reason.OTHER_PRIORITY: "Annan prioritering",
    Reason.RESOURCES: "Resursbrist",
    Reason.CHANGED_NEED: "Ändrat behov eller ändrad plats",
    Reason.OTHER: "Annat skäl",
}

STATUSES = {
    Status.DONE: {'word': "Genomfört", 'symbol': "✓", 'fill': 'D5EBD3', 'text_colour': '14401A', 'solid': '2E7D32'},
    Status.PARTLY_DONE: {
        'word': "Delvis genomfört",
        'symbol': "▲",
        'fill': 'FCEFC2',
        'text_colour': '4A3800',
        'solid': 'E0A800',
    },
    Status.ONGOING: {'word': "Pågår", 'symbol': "→", 'fill': 'FCEFC2', 'text_colour': '4A3800', 'solid': 'F2C94C'},
    Status.NOT_STARTED: {
        'word': "Ej påbörjat",
        'symbol': "☐",
        'fill': 'F7D9D5',
        'text_colour': '5C1209',
        'solid': 'D9776C',
    },
    Status.NOT_DONE: {
        'word': "Ej genomfört",
        'symbol': "×",
        'fill': 'F7D9D5',
        'text_colour': '5C1209',
        'solid': 'B3261E',
    },
    Status.NOT_APPLICABLE: {
        'word': "Villkoret inföll inte",
        'symbol': "◊",
        'fill': 'EDEFF2',
        'text_colour': '2B3440',
        'solid': 'A3ABB5',
    },
    Status.DROPPED: {'word': "Utgår", 'symbol': "–", 'fill': 'E6E6E6', 'text_colour': '333333', 'solid': '8A8A8A'},
}
"""In the order of the tables. Colours are RRGGBB; text on `fill` has contrast above 7:1 (WCAG 1.4.6)."""

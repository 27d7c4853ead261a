"""The columns of a table of commitments: what they are called, what they may hold, and how they are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.context.words_for_choices import PROMISERS, THEMES
from docgen.model import Comparator, Per, Scope
from docgen.tables.table import CellKind, Column

if TYPE_CHECKING:
    from docgen.model import Promise
    from docgen.workspace import Workspace

SHEET = "Löften"
_YES_NO = {'true': "Ja", 'false': "Nej"}
_COMPARATORS = {
    Comparator.AT_LEAST.value: "Minst",
    Comparator.EXACTLY.value: "Exakt",
    Comparator.AT_MOST.value: "Högst",
    Comparator.ALL.value: "Alla",
    Comparator.NONE.value: "Inga",
    Comparator.YES_NO.value: "Görs eller görs inte",
}
_PER = {
    Per.PERIOD.value: "Hela löftesperioden",
    Per.DAY.value: "Dag",
    Per.WEEK.value: "Vecka",
    Per.MONTH.value: "Månad",
    Per.YEAR.value: "År",
}
_SCOPES = {Scope.TOTAL.value: "Sammanlagt", Scope.PER_PLACE.value: "På varje plats"}
EXPLANATION = (
    "Varje rad är ett löfte och ett av dess mått eller delvillkor. Grå celler är låsta.",
    "Det som gäller hela löftet skrivs på löftets första rad.",
    "En tom cell ändrar inget som står i data. Skriv – (ett streck) i cellen för att ta bort uppgiften.",
    "Ett mått tas bort med – under Jämförelse; ett helt löfte med Ja under Ta bort på dess första rad.",
    "Ett nytt löfte skrivs på en tom rad sist: Löfte-id kan vara tomt, då görs det av rubriken.",
    "Ett nytt mått till ett löfte skrivs på en tom rad sist, med löftets id.",
    "Ett delvillkor har en egen rad efter sitt mått, med det som det gäller under Varav: på kvällstid.",
    "Ett nytt delvillkor skrivs på en tom rad sist, med löftets id och måttets nummer.",
    "Frågor och svar skrivs i YAML-filen; de finns kvar när tabellen läses in.",
)


def columns(workspace: Workspace, promise: Promise) -> tuple[Column, ...]:
    """Give the table's columns; the focus areas are those of the promise's agreement."""
    agreement = workspace.agreements.get(promise.agreement)
    areas = {each.id: each.title for each in agreement.focus_areas} if agreement else {}
    choice, whole, listed = CellKind.CHOICE, CellKind.WHOLE, CellKind.LIST
    promisers = {key.value: word for key, word in PROMISERS.items()}
    themes = {key.value: word for key, word in THEMES.items()}
    return (
        Column('id', "Löfte-id", "Löftets namn i data, detsamma år efter år.", locked=True, width=20),
        Column('number', "Nr", "Löftets nummer i listan.", whole, width=5),
        Column('title', "Rubrik", "Kort rubrik.", width=28),
        Column('short_text', "Kort text", "Så som löftet står i listan på webben.", width=44),
        Column('text', "Text", "Den fullständiga texten.", width=60),
        Column('promised_by', "Vem som lovar", "Polisen, kommunen eller båda.", choice, promisers, width=22),
        Column('parties', "Parter", "Parternas id, om det inte är alla av slaget.", listed, width=16),
        Column('theme', "Tema", "Vad löftet handlar om.", choice, themes, width=20),
        Column('focus_area', "Område", "Prioriterat område i överenskommelsen.", choice, areas, width=22),
        Column('functions', "Deltar", "Funktioner som deltar, med semikolon emellan.", listed, width=24),
        Column('places', "Platser", "Platser, med semikolon emellan.", listed, width=24),
        Column('target_group', "Målgrupp", "Vilka löftet är till för.", width=20),
        Column('when', "När", "När det görs, i ord.", width=20),
        Column('deadline', "Senast", "Sista dag, ÅÅÅÅ-MM-DD.", CellKind.DAY, width=12),
        Column('condition', "Villkor", "Till exempel om önskemål finns.", width=20),
        Column('target', "Mått nr", "Vilket av löftets mått.", whole, locked=True, width=7, target=True),
        Column('sub_condition', "Delvillkor nr", "Vilket av måttets delvillkor.", whole, locked=True, width=10,
               target=True, optional=True),
        Column('part', "Varav", "Vad ett delvillkor gäller: på kvällstid. Bara på delvillkorets egen rad.", width=20,
               target=True, optional=True),
        Column('comparator', "Jämförelse", "Hur utfallet jämförs.", choice, _COMPARATORS, width=14, target=True),
        Column('target_number', "Tal", "Talet, med siffror.", CellKind.NUMBER, width=8, target=True),
        Column('unit', "Enhet", "Vad som räknas: trygghetsvandringar, timmar, %.", width=20, target=True),
        Column('unit_one', "Enhet i ental", "Om talet kan vara ett: trygghetsvandring.", width=18, target=True),
        Column('per', "Per", "Under vilken tid talet gäller.", choice, _PER, width=16, target=True),
        Column('average', "Genomsnitt", "Om talet är ett genomsnitt.", choice, _YES_NO, width=11, target=True),
        Column('scope', "Var", "Sammanlagt, eller på var och en av platserna.", choice, _SCOPES, width=15, target=True),
        Column('remove', "Ta bort", "Ja tar bort löftet eller måttet.", choice,
               {'true': "Ja"}, width=8, target=True, clearable=False),
    )  # fmt: skip

"""What the embedded engine says of what it cannot set: what it is, why that stops it, and what to do."""

from __future__ import annotations

OTHER_ENGINE = "Eller sätt dokumentet med engine: libreoffice."
_UNKNOWN = "Den inbyggda motorn sätter bara det den kan sätta exakt, och utelämnar inget i tysthet."

CAUSES: dict[str, tuple[str, str, str]] = {
    'word-text-box': (
        "Här står en textruta som inte kan sättas, till exempel med vriden text eller en textruta i textrutan.",
        _UNKNOWN,
        "Skriv texten som ett vanligt stycke, med ram eller fyllning om det behövs. " + OTHER_ENGINE,
    ),
    'word-drawing': (
        "Här står en ritad form, en grupp av former eller WordArt.",
        _UNKNOWN,
        "Infoga den som bild med alternativtext. " + OTHER_ENGINE,
    ),
    'word-text-box-too-small': (
        "Texten i textrutan ”{}” får inte plats i den.",
        "Word gömmer det som inte får plats.",
        "Gör textrutan större, eller välj Ändra storlek på figur så att texten får plats.",
    ),
    'word-box-off-paper': (
        "Textrutan eller tabellen vid ”{}” når utanför papperet.",
        "Det som står utanför papperet syns inte.",
        "Flytta den in på sidan i Word.",
    ),
    'word-chart': (
        "Här står ett diagram av ett slag som inte kan sättas, till exempel liggande staplar med linjer i samma.",
        _UNKNOWN,
        "Välj ett stapel-, linje-, yt-, cirkel-, punkt- eller nätdiagram, eller infoga det som bild. " + OTHER_ENGINE,
    ),
    'word-smartart': (
        "Här står en SmartArt-bild som inte kan sättas.",
        "Filen har ingen färdig ritning av den, eller så står det platshållare i den, och de fylls inte i.",
        "Öppna filen i Word och spara den igen, eller infoga bilden som PNG. " + OTHER_ENGINE,
    ),
    'word-embedded-object': (
        "Här står ett inbäddat objekt.",
        _UNKNOWN,
        "Infoga innehållet som text, tabell eller bild. " + OTHER_ENGINE,
    ),
    'word-math': ("Här står en formel.", _UNKNOWN, "Skriv formeln som text eller infoga den som bild. " + OTHER_ENGINE),
    'word-symbol-character': (
        "Här står ett tecken ur ett symbolteckensnitt.",
        "Tecknet har ingen betydelse utanför sitt teckensnitt och kan inte läsas upp.",
        "Skriv tecknet ur dokumentets eget teckensnitt, till exempel • eller ✓.",
    ),
    'word-floating-image': (
        "Här står en bild eller textruta som texten flyter runt.",
        _UNKNOWN,
        "Välj Figursättning > I nivå med texten, Bakom texten eller Över och under. " + OTHER_ENGINE,
    ),
    'word-image-format': (
        "Bilden är i formatet {}.",
        "Den är av ett slag som inte kan sättas, eller har annat i sig som inte visas lika på alla datorer.",
        "Spara om bilden som PNG eller JPEG och infoga den igen.",
    ),
    'word-image-broken': (
        "Bildens fil är trasig eller avklippt.",
        "Bara en del av bilden skulle synas, och ingen ser att resten saknas.",
        "Öppna bilden i ett bildprogram, spara om den och infoga den igen.",
    ),
    'word-image-missing': (
        "Bilden saknas i filen.",
        "Utan bilden blir dokumentet ofullständigt.",
        "Infoga bilden igen.",
    ),
    'word-image-without-alt': (
        "Bilden saknar alternativtext.",
        "Den som inte ser bilden måste få veta vad den visar (PDF/UA-1, 7.3; lagen (2018:1937)).",
        "Högerklicka på bilden, välj Visa alternativtext och beskriv den, eller markera den som dekorativ.",
    ),
    'word-image-too-tall': (
        "Bilden är högre än sidans textyta.",
        "Den skulle hamna delvis utanför sidan.",
        "Minska bilden i Word.",
    ),
    'word-columns': (
        "Texten står i flera spalter.",
        _UNKNOWN,
        "Välj en spalt under Layout > Spalter. " + OTHER_ENGINE,
    ),
    'word-unknown-field': (
        "Fältet {} kan inte sättas.",
        "Fältets värde avgörs av Word, inte av dokumentets uppgifter.",
        "Skriv texten direkt, eller använd sidnummer, innehållsförteckning eller korsreferens.",
    ),
    'word-field-unfinished': (
        "Ett fält börjar men slutar inte, eller tvärtom.",
        "Filen är skadad och Word skulle visa fel text.",
        "Ta bort fältet i Word och infoga det igen.",
    ),
    'word-bookmark-missing': (
        "Korsreferensen pekar på bokmärket {}, som inte finns.",
        "Läsaren skulle se ett felmeddelande eller en gammal text.",
        "Infoga korsreferensen igen, eller ta bort den.",
    ),
    'word-link-in-margin': (
        "En länk i ett sidhuvud eller en sidfot delas på två rader.",
        "Sidhuvud och sidfot läses inte upp, och den inbyggda motorn kan bara göra en länk av en hel rad där.",
        "Korta länkens text, eller sätt den på en egen rad. " + OTHER_ENGINE,
    ),
    'word-link-without-target': (
        "Länken leder ingenstans.",
        "En länk måste ha ett mål.",
        "Ta bort länken eller ange en adress.",
    ),
    'word-tracked-change': (
        "Här finns en spårad ändring.",
        "En ändring som ingen har godkänt får inte avgöra vad som undertecknas.",
        "Godkänn eller avvisa alla ändringar under Granska.",
    ),
    'word-comment': (
        "Här finns en kommentar.",
        "Kommentarer hör till arbetet, inte till det som undertecknas.",
        "Ta bort kommentarerna under Granska.",
    ),
    'word-hidden-text': (
        "Här finns dold text.",
        "Text som inte syns får inte följa med i ett undertecknat dokument.",
        "Ta bort texten eller gör den synlig (Start > Teckensnitt > Dold).",
    ),
    'word-content-control': (
        "Här finns en innehållskontroll av typen {}.",
        _UNKNOWN,
        "Ta bort kontrollen och behåll texten (högerklicka > Ta bort innehållskontroll).",
    ),
    'word-control-empty': (
        "Här står en innehållskontroll som ingen har fyllt i.",
        "Uppmaningen i den, som ”Klicka här för att ange text”, skulle stå i dokumentet.",
        "Fyll i kontrollen, eller ta bort den (högerklicka > Ta bort innehållskontroll).",
    ),
    'word-unknown-element': ("Den inbyggda motorn känner inte till {}.", _UNKNOWN, "Ta bort det. " + OTHER_ENGINE),
    'word-unknown-property': (
        "Den inbyggda motorn känner inte till egenskapen {}.",
        _UNKNOWN,
        "Ta bort den ur formateringen eller formatmallen. " + OTHER_ENGINE,
    ),
    'word-section-break': (
        "Avsnittsbrytningen {} kan inte sättas.",
        _UNKNOWN,
        "Använd avsnittsbrytning till nästa sida. " + OTHER_ENGINE,
    ),
    'word-table-without-header': (
        "{}",
        "En skärmläsare läser rubrikraden för varje cell. Utan den går tabellen inte att förstå (PDF/UA-1, 7.5).",
        "Markera första raden och välj Layout > Upprepa rubrikrader. Placera annan text med tabbar, inte tabell.",
    ),
    'word-table-header-taken': (
        "Tabellen som börjar med ”{}” har ingen rad som upprepas som rubrik. Första raden läses upp som rubrikrad.",
        "Rutan Rubrikrad är ikryssad för tabellen i Word, men Word kryssar själv i den för varje ny tabell.",
        "Stämmer det, markera raden och välj Layout > Upprepa rubrikrader. Annars kryssa ur Tabelldesign > Rubrikrad.",
    ),
    'word-table-only-header': (
        "Tabellen som börjar med ”{}” har bara rubrikrader.",
        "Rubriker utan rader under sig är ingen tabell för den som lyssnar (PDF/UA-1, 7.5).",
        "Lägg till rader, eller skriv texten som vanliga stycken. En ruta kan göras med styckekantlinjer.",
    ),
    'word-table-too-wide': (
        "Tabellen som börjar med ”{}” når utanför papperet eller sin spalt.",
        "Det som står utanför papperet syns inte, och i nästa spalt står annan text.",
        "Minska kolumnernas bredd, eller vänd sidan (Layout > Orientering).",
    ),
    'word-table-header-too-tall': (
        "Rubrikraderna är för höga i tabellen som börjar med ”{}”.",
        "Rubrikraderna står överst på varje sida som tabellen når, och måste få plats på en sida.",
        "Korta texten i dem, eller skriv den som vanliga stycken före tabellen.",
    ),
    'word-floating-table': (
        "Texten flyter runt tabellen som börjar med ”{}”, eller så står den på en egen plats på sidan.",
        _UNKNOWN,
        "Välj Tabellegenskaper > Figursättning > Ingen. " + OTHER_ENGINE,
    ),
    'word-table-row-too-low': (
        "En rad i tabellen som börjar med ”{}” är lägre än sin text.",
        "Radhöjden är satt till exakt, och Word skulle gömma det som inte får plats.",
        "Välj Layout > Egenskaper > Rad > Minst i stället för Exakt, eller gör raden högre.",
    ),
    'word-table-broken': (
        "Tabellens celler går inte ihop: {}",
        "En tabell måste ha lika många kolumner i varje rad.",
        "Gör om tabellen i Word utan delade eller förskjutna celler.",
    ),
    'word-heading-level-skipped': (
        "{}",
        "Den som lyssnar hittar i dokumentet med rubrikerna, och de måste följa på varandra (PDF/UA-1, 7.4.2).",
        "Välj rätt rubriknivå i mallen, eller kör docgen template fix.",
    ),
    'word-heading-in-table': (
        "En rubrik står i en tabellcell.",
        "Rubriker i tabeller hamnar i fel ordning för den som lyssnar.",
        "Använd en annan formatmall än rubrik i tabeller.",
    ),
    'word-look-left-out': (
        "{} visas inte i dokumentet.",
        "Den inbyggda motorn ritar den inte. All text och alla bilder står kvar på sin plats.",
        "Titta på sidan. Är utseendet viktigt: sätt dokumentet med engine: libreoffice.",
    ),
    'word-image-alt-taken': (
        "Bilden av ett inbäddat objekt saknar alternativtext. Den läses upp som ”{}”, efter texten i den.",
        "Den som inte ser bilden får veta vad den visar bara av orden (PDF/UA-1, 7.3).",
        "Högerklicka på bilden i Word, välj Visa alternativtext och skriv vad den visar.",
    ),
    'word-columns-by-paragraph': (
        "Spalterna byts mellan två stycken, också där Word byter mitt i ett stycke.",
        "Den inbyggda motorn gör spalter ovanför text på samma sida jämnhöga så gott styckena räcker.",
        "Titta på sidan. Sätt in en spaltbrytning i Word där den ska vara.",
    ),
    'word-title-of-file': (
        "Filen har ingen titel och ingen text att ta den ur. Som titel står filens namn, ”{}”.",
        "Titeln visas och läses upp först när filen öppnas (PDF/UA-1, 7.1).",
        "Fyll i Arkiv > Info > Titel i Word.",
    ),
    'word-title-taken': (
        "Filen har ingen titel. Som titel står ”{}”, efter dokumentets egen rubrik.",
        "Titeln visas och läses upp först när filen öppnas (PDF/UA-1, 7.1).",
        "Fyll i Arkiv > Info > Titel i Word, eller kör docgen template fix.",
    ),
    'word-language-assumed': (
        "Filen anger inget språk, och orden är för få att känna igen det på. Den läses upp som svenska.",
        "En skärmläsare behöver veta vilket språk den ska läsa (PDF/UA-1, 7.2).",
        "Välj språket under Granska > Språk i Word och gör det till standard, eller kör docgen template fix.",
    ),
    'word-language-taken': (
        "Filen anger inget språk. Orden i den är {}, och så läses den upp.",
        "En skärmläsare behöver veta vilket språk den ska läsa (PDF/UA-1, 7.2).",
        "Välj språket under Granska > Språk i Word, eller kör docgen template fix.",
    ),
    'word-document-empty': (
        "Dokumentet är tomt.",
        "Det finns inget att läsa, se eller skriva under.",
        "Skriv dokumentets text i Word och spara filen.",
    ),
    'word-character-missing': (
        "Tecknet {} finns inte i teckensnittet.",
        "Det skulle bli en tom ruta i dokumentet.",
        "Byt tecknet eller teckensnittet.",
    ),
    'word-signature-room': (
        "Platsen för underskrifter är fel: {}",
        "Underskriftsblocken ritas på den yta som stycket reserverar.",
        "Låt bokmärket ”underskrifter” stå i ett eget tomt stycke med exakt radavstånd, lägre än sidans textyta.",
    ),
    'word-document-too-large': (
        "Dokumentet är orimligt stort: {}",
        "Ett sådant dokument kan vara gjort för att låsa datorn.",
        "Dela upp dokumentet.",
    ),
    'word-nesting-too-deep': (
        "Här står listor eller tabeller i varandra i för många nivåer.",
        _UNKNOWN,
        "Använd högst nio listnivåer och tre nivåer av tabeller. " + OTHER_ENGINE,
    ),
}
"""id → (what, why, what to do). `{}` in what is the detail: a name or a text from the file."""

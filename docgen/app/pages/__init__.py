"""The pages, one file per area, and the table of their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.app.pages import (
    archiving,
    changes,
    files,
    follow_ups,
    history,
    overview,
    period,
    public_web,
    receiving,
    record_pages,
    signing,
    starting,
    tables,
    templates,
    verifying,
    web,
    work,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from docgen.app.server.visit import Visit

    Answer = Callable[[Visit], Response]

PAGES: tuple[tuple[str, Answer, Answer | None], ...] = (
    ('/', overview.overview, None),
    ('/period/{period}', period.period, None),
    ('/period/{period}/gor', period.period, period.make_documents),
    ('/period/{period}/{section:form}', record_pages.show_main, record_pages.take_main),
    ('/period/{period}/{section:list}', record_pages.show_list, record_pages.change_list),
    ('/period/{period}/{section:list}/{item}', record_pages.show_item, record_pages.take_item),
    ('/period/{period}/{section:list}/{item}/meningar', record_pages.show_item, record_pages.tell_sentences),
    ('/period/{period}/underskrift', signing.signing, None),
    ('/period/{period}/underskrift/faststall', signing.ask_to_fix, signing.fix_documents),
    ('/period/{period}/underskrift/skriv-ut', signing.signing, signing.print_for_pen),
    ('/period/{period}/underskrift/har', signing.signing, signing.sign_here),
    ('/period/{period}/underskrift/paminnelse', signing.reminder, None),
    ('/period/{period}/underskrift/paminnelse.ics', signing.calendar_file, None),
    ('/period/{period}/underskrift/skannat', signing.signing, receiving.try_scan),
    ('/period/{period}/underskrift/fran-tjanst', signing.signing, receiving.try_portal),
    ('/period/{period}/underskrift/ta-emot', signing.signing, receiving.take),
    ('/period/{period}/underskrift/prova', signing.signing, verifying.take_period),
    ('/mottaget/{upload}/{number}', receiving.page_picture, None),
    ('/period/{period}/uppfoljning', follow_ups.follow_ups, follow_ups.begin),
    ('/period/{period}/uppfoljning/{file}', follow_ups.table, follow_ups.take_table),
    ('/period/{period}/uppfoljning/{file}/uppgifter', follow_ups.show_main, follow_ups.take_main),
    ('/period/{period}/uppfoljning/{file}/utfall', follow_ups.show_list, follow_ups.change_list),
    ('/period/{period}/uppfoljning/{file}/utfall/{item}', follow_ups.show_outcome, follow_ups.take_outcome),
    ('/period/{period}/webb', web.web, None),
    ('/period/{period}/webb/publicera', web.web, web.publish_documents),
    ('/period/{period}/arkiv', archiving.period_archive, archiving.make_package),
    ('/period/{period}/excel/{record}', tables.excel_out, tables.excel_in),
    ('/period/{period}/excel/{record}/spara', tables.excel_out, tables.keep_table),
    ('/webb/adresser', public_web.addresses, public_web.ask_addresses),
    ('/webb/adresser/{result}', public_web.answered, None),
    ('/webb/{name}', public_web.feed_file, None),
    ('/andringar', changes.changes, None),
    ('/andringar/word', changes.redline, None),
    ('/nytt', starting.ask, starting.make),
    ('/prova', verifying.ask, verifying.take),
    ('/prova/{result}', verifying.show, None),
    ('/prova/{result}/rapport', verifying.report, None),
    ('/prova/{result}/intyg', verifying.evidence, None),
    ('/arkiv', archiving.register, None),
    ('/arkiv/register.csv', archiving.register_file, None),
    ('/arkiv/jamfor', archiving.register, archiving.run_all_fixity),
    ('/arkiv/prova', archiving.register, archiving.verify_upload),
    ('/arkiv/svar/{result}', archiving.verified, None),
    ('/arkiv/hamta/{package}', archiving.package, None),
    ('/mallar', templates.templates, None),
    ('/mallar/hamta/{name}', templates.template_file, None),
    ('/mallar/svar/{result}', templates.tried, None),
    ('/mallar/{kind}', templates.templates, templates.upload),
    ('/mallar/{kind}/prova', templates.templates, templates.try_template),
    ('/mallar/{kind}/anvand', templates.templates, templates.use),
    ('/installningar', record_pages.settings, None),
    ('/installningar/parter', record_pages.show_parties, record_pages.change_parties),
    ('/installningar/parter/{item}', record_pages.show_party, record_pages.take_party),
    ('/installningar/{section:settings}', record_pages.show_settings, record_pages.take_settings),
    ('/historik', history.history, None),
    ('/historik/angra/{number}', history.history, history.undo),
    ('/arbete/{number}', work.work, None),
    ('/arbete/{number}/lage', work.stage, None),
    ('/arbete/{number}/klart', work.work, work.forget),
    ('/bild/{period}/{document}', files.draft_picture, None),
    ('/utkast/{period}/{file:path}', files.draft_file, None),
    ('/framsida/{period}/{file:path}', files.finished_picture, None),
    ('/fil/{period}/{file:path}', files.finished_file, None),
    ('/teckensnitt/{name}', files.typeface, None),
)
"""Address, what a GET answers, and what a POST does; none where nothing is done there."""

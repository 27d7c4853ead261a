"""`docgen open`: the local page, for those who would rather fill in forms than write files."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli import options
from docgen.cli.error_output import reports_errors


@click.command('open')
@click.option(
    '--port', type=click.IntRange(1, 65535), metavar='TAL', help="Port på den här datorn. Annars 8421, eller en ledig."
)
@click.option('--no-browser', is_flag=True, help="Öppna ingen webbläsare; visa bara adressen.")
@click.option(
    '--pkcs11',
    type=options.FilePath(path_type=Path, dir_okay=False, resolve_path=True),
    metavar='FIL',
    help="Kortets PKCS #11-bibliotek, om någon ska kunna skriva under med kort på sidan.",
)
@click.pass_context
@reports_errors
def command(ctx: click.Context, *, port: int | None, no_browser: bool, pkcs11: Path | None) -> None:
    """Öppna arbetsytan som en sida i webbläsaren: formulär, förhandsbilder och knappar för allt som kommandona gör.

    Sidan finns bara på den här datorn, och bara för den som har adressen. Är den redan öppen visas den som är igång.
    Avsluta med Ctrl-C.
    """
    from docgen.app.server.serving import open_page

    open_page(options.root(ctx), port, browser=not no_browser, say=click.echo, card_library=pkcs11)

"""Workspaces of many municipalities: the shipped one with other names."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

SHIPPED = Path(__file__).parents[1]
_NAME, _ID = "Strängnäs", 'strangnas'
_NAMES = (  # noqa: SIM905 - a hundred quoted words are hard to read
    "Ale Alingsås Alvesta Aneby Arboga Arjeplog Arvika Askersund Avesta Bengtsfors Berg Bjurholm Bjuv Boden Bollebygd "
    "Bollnäs Borgholm Borlänge Borås Botkyrka Boxholm Bromölla Bräcke Burlöv Båstad Danderyd Degerfors Dorotea "
    "Eda Ekerö Eksjö Emmaboda Enköping Eskilstuna Eslöv Essunga Fagersta Falkenberg Falköping Falun Filipstad "
    "Finspång Flen Forshaga Färgelanda Gagnef Gislaved Gnesta Gnosjö Grums Grästorp Gullspång Gällivare Gävle "
    "Götene Habo Hagfors Hallsberg Halmstad Hammarö Haninge Haparanda Heby Hedemora Herrljunga Hjo Hofors Huddinge "
    "Hudiksvall Hultsfred Hylte Hällefors Härjedalen Härnösand Härryda Höganäs Högsby Hörby Höör Jokkmokk Järfälla "
    "Kalix Kalmar Karlsborg Karlshamn Karlskoga Karlskrona Karlstad Katrineholm Kil Kinda Kiruna Klippan Knivsta "
    "Kramfors Kristinehamn Krokom Kumla Kungsbacka Kungsör"
).split()
_PREFIXES = ('', 'Norra ', 'Södra ')
MOST = len(_PREFIXES) * len(_NAMES)


def make_workspaces(folder: Path, count: int, shipped: Path = SHIPPED) -> list[Path]:
    """Make one workspace for each of the first `count` municipalities, in a folder that is its id.

    Every name of the shipped workspace's municipality is replaced in all data, so that all documents differ.

    Raises:
        ValueError: more workspaces are wanted than there are names.
    """
    if count > MOST:
        msg = f'{count} workspaces wanted, {MOST} names known'
        raise ValueError(msg)
    names = [f'{prefix}{name}' for prefix in _PREFIXES for name in _NAMES]
    return [_workspace(folder, name, shipped) for name in names[:count]]


def _workspace(folder: Path, name: str, shipped: Path) -> Path:
    plain = ''.join(letter for letter in unicodedata.normalize('NFD', name.lower()) if letter.isascii()).replace(
        ' ', '-'
    )
    root = folder / plain
    shutil.copytree(shipped / 'templates', root / 'templates')
    for source in sorted((shipped / 'data').rglob('*.yaml')):
        target = root / source.relative_to(shipped)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding='utf-8').replace(_NAME, name).replace(_ID, plain)
        target.write_text(text, encoding='utf-8', newline='\n')
    return root

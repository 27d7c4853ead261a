"""One of something: the singular of a plural noun phrase, and whether it takes "en" or "ett".

A unit is written in the plural ("trafikkontroller"). Where the number is one, the document needs "en trafikkontroll".
The rules give a word only where the ending leaves no doubt; otherwise the administrator writes it (`unit_one`).
"""

from __future__ import annotations

import re

_SAME = (
    'besök', 'sök', 'pass', 'samtal', 'möte', 'brev', 'utskick', 'evenemang', 'program', 'projekt', 'råd', 'beslut',
    'ärende', 'barn', 'hem', 'hus', 'år', 'prov', 'test', 'tips', 'inslag', 'uppdrag', 'bidrag', 'läger', 'event',
    'arrangemang', 'engagemang', 'fall', 'ställe', 'fordon', 'rum', 'torg', 'nätverk', 'kvarter', 'förslag', 'bord',
)  # fmt: skip
"""Neuter nouns: those that end in a consonant are the same in the plural, those in -e take -n."""
_IRREGULAR = {
    'timmar': 'timme', 'dagar': 'dag', 'månader': 'månad', 'gånger': 'gång', 'föräldrar': 'förälder',
    'elever': 'elev', 'kvällar': 'kväll', 'nätter': 'natt', 'städer': 'stad', 'personer': 'person',
    'platser': 'plats', 'träffar': 'träff', 'kvinnor': 'kvinna', 'män': 'man', 'poliser': 'polis', 'dygn': 'dygn',
    'kontroller': 'kontroll', 'patruller': 'patrull', 'orter': 'ort', 'skolor': 'skola', 'veckor': 'vecka',
    'kurser': 'kurs', 'helger': 'helg', 'rundor': 'runda', 'åtgärder': 'åtgärd', 'enkäter': 'enkät',
    'informationsträffar': 'informationsträff', 'insatser': 'insats', 'kampanjer': 'kampanj',
    'intervjuer': 'intervju', 'nyheter': 'nyhet', 'filmer': 'film', 'seminarier': 'seminarium',
    'tillfällen': 'tillfälle', 'områden': 'område', 'larm': 'larm', 'polisanmälningar': 'polisanmälan',
    'anmälningar': 'anmälan', 'bussar': 'buss', 'bilar': 'bil', 'lekplatser': 'lekplats', 'gårdar': 'gård',
}  # fmt: skip
_NEUTER_ENDINGS = ('ande', 'ende', 'um', 'tillfälle', 'område', 'dygn', 'larm', 'skäl')
_PLURALS = (
    (re.compile(r'(.*(?:ning|ing|het))ar$'), r'\1'),
    (re.compile(r'(.*het)er$'), r'\1'),
    (re.compile(r'(.*(?:tion|sion|tet|ik|ent|ist|skap))er$'), r'\1'),
    (re.compile(r'(.*(?:ande|ende))n$'), r'\1'),
    (re.compile(r'(.*are)$'), r'\1'),
    (re.compile(r'(.*[^aeiouyåäö])or$'), r'\1a'),
)
_ADJECTIVE = re.compile(r'(.*)(ade|iga|liga|ska|samma|elda)$')
_PREPOSITIONS = frozenset(
    ('i', 'på', 'vid', 'med', 'för', 'till', 'av', 'om', 'enligt', 'mot', 'hos', 'kring', 'under')
)
_SINGULAR = {'ade': 'ad', 'iga': 'ig', 'liga': 'lig', 'ska': 'sk', 'samma': 'sam', 'elda': 'eld'}


def one_of(unit: str, unit_one: str | None = None) -> str | None:
    """Give one of what is counted: "en trafikkontroll", "ett föräldramöte"; None where nobody can know.

    Args:
        unit: what is counted, in the plural.
        unit_one: the same in the singular, if it is written; it may begin with "en" or "ett" itself.
    """
    if unit_one and re.match(r'(?:en|ett) ', unit_one):
        return unit_one
    phrase = unit_one or _singular_phrase(unit)
    if phrase is None:
        return None
    words = phrase.split()
    head = _head(words)
    neuter = _neuter(words[head]) or (head > 0 and bool(re.search(r'(?:at|igt|skt|samt)$', words[0])))
    if neuter and head > 0 and not unit_one:
        words[:head] = [re.sub(r'ad$', 'at', re.sub(r'(ig|sk|sam|eld)$', r'\1t', word)) for word in words[:head]]
    return f'{"ett" if neuter else "en"} {" ".join(words)}'


def _singular_phrase(unit: str) -> str | None:
    words = unit.split()
    if not words:
        return None
    head = _head(words)
    noun = _singular(words[head])
    adjectives = [_adjective(word) for word in words[:head]]
    if noun is None or None in adjectives:
        return None
    return ' '.join([*(each for each in adjectives if each), noun, *words[head + 1 :]])


def _head(words: list[str]) -> int:
    """Where the noun stands: last, or before the first preposition."""
    return next((place - 1 for place, word in enumerate(words) if word in _PREPOSITIONS and place), len(words) - 1)


def _singular(word: str) -> str | None:
    lower = word.lower()
    for plural, singular in _IRREGULAR.items():
        if lower.endswith(plural):
            return word[: len(word) - len(plural)] + singular
    for same in _SAME:
        if lower.endswith(same if same[-1] != 'e' else f'{same}n'):
            return word if same[-1] != 'e' else word[:-1]
    for pattern, singular in _PLURALS:
        if pattern.fullmatch(lower):
            return pattern.sub(singular, word)
    return None


def _adjective(word: str) -> str | None:
    found = _ADJECTIVE.fullmatch(word)
    return found[1] + _SINGULAR[found[2]] if found else None


def _neuter(word: str) -> bool:
    return word.lower().endswith((*_SAME, *_NEUTER_ENDINGS))

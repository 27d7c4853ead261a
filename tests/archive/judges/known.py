"""What eark-validator 1.1.3 says of every good package all the same, why that is no fault, and what is asked instead.

Each rule is held to the number of places where it goes wrong, so that it still tells of any other place; and to the
elements that the rule is really about, so that the requirement itself is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACES = {
    'm': 'http://www.loc.gov/METS/',
    'csip': 'https://DILCIS.eu/XML/METS/CSIPExtensionMETS',
    'xlink': 'http://www.w3.org/1999/xlink',
}
_CREATORS = '/m:mets/m:metsHdr/m:agent[@ROLE="CREATOR"]'
_SOFTWARE = '@TYPE="OTHER" and @OTHERTYPE="SOFTWARE"'
_ONCE = '/m:mets'


@dataclass(frozen=True)
class Known:
    """A rule that a good METS.xml breaks, in the words of the validator."""

    reason: str
    wrongly: str
    """XPath: the elements that it complains of, each once."""
    meant: str = 'true()'
    """XPath: what the standard asks, true of a good METS.xml."""


_EVERY_CREATOR = (
    "CSIP asks it of the agent that is the software; the validator asks it of every creator, and by SIP15 and SIP16 "
    "the organisation that delivers is a creator too"
)
_SOFTWARE_NAMED = f'count({_CREATORS}[{_SOFTWARE}][m:note/@csip:NOTETYPE="SOFTWARE VERSION"][m:name!=""]) = 1'
_WHOLE = f'{_CREATORS}[not({_SOFTWARE})]'

OF_BOTH = {
    'CSIP12': Known(_EVERY_CREATOR, _WHOLE, _SOFTWARE_NAMED),
    'CSIP13': Known(_EVERY_CREATOR, _WHOLE, _SOFTWARE_NAMED),
    'CSIP15': Known(_EVERY_CREATOR, f'{_WHOLE}[m:note[not(@csip:NOTETYPE)]]', _SOFTWARE_NAMED),
    'CSIP16': Known(_EVERY_CREATOR, _WHOLE, _SOFTWARE_NAMED),
    'SIP14': Known(
        "the validator looks for NOTETYPE without the namespace that the schema gives it, and in the software's note; "
        "SIP14, SIP20 and SIP31 ask it of the notes of organisations",
        f'{_CREATORS}/m:note',
        'not(//m:agent[@TYPE="ORGANIZATION"]/m:note[not(@csip:NOTETYPE="IDENTIFICATIONCODE")])',
    ),
    'CSIP63': Known(
        "the validator's test can only be passed by a group of the type OTHER: for all others it wants an attribute "
        "that is not OTHER and is not there",
        '/m:mets/m:fileSec/m:fileGrp',
        'not(//m:fileGrp[@csip:CONTENTINFORMATIONTYPE="OTHER"][not(@csip:OTHERCONTENTINFORMATIONTYPE)])',
    ),
    'CSIP8': Known("should be there when a package has been changed; ours never is", _ONCE, 'not(//@LASTMODDATE)'),
}
OF_PACKAGES = {
    **OF_BOTH,
    'CSIPSTR13': Known("the metadata of our only representation are those of the package, and lie there", _ONCE),
    'CSIP105': Known(
        "is for several representations, and the validator looks for their divisions one level too deep: CSIP has them "
        "right below the top one (structMap/div/div), where ours lies",
        _ONCE,
        '/m:mets/m:structMap/m:div/m:div[@LABEL="Representations/rep1"]/m:mptr/@xlink:href'
        '="representations/rep1/METS.xml"',
    ),
}
OF_REPRESENTATIONS = {
    **OF_BOTH,
    **dict.fromkeys(
        (
            *('CSIPSTR5', 'CSIPSTR9', 'CSIPSTR15', 'CSIPSTR16'),
            *('CSIP17', 'CSIP31', 'CSIP60', 'CSIP113', 'CSIP114'),
            *('CSIP91', 'CSIP92', 'CSIP93', 'CSIP95', 'CSIP97', 'CSIP99', 'CSIP101', 'CSIP103', 'CSIP105'),
        ),
        Known("lies once in the package, and the METS.xml at its root names it", _ONCE),
    ),
}

"""Signing with a smart card: the PKCS #11 library, the token in the reader, the PIN, and which of its keys to use.

Message ids: `pkcs11-library-unusable`, `token-missing`, `pin-wrong`, `pin-locked`, `token-refuses`, `key-missing`,
`key-ambiguous`.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pkcs11
from asn1crypto import x509
from pkcs11.exceptions import (
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
)
from pyhanko.sign.pkcs11 import PKCS11Signer

from docgen.errors import Finding, Place, SignatureError, UsageError
from docgen.sign.signing.secrets import usable_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.sign.signing.credential_kinds import CardInReader


_log = logging.getLogger(__name__)


@contextmanager
def open_card(card: CardInReader) -> Iterator[PKCS11Signer]:
    """Log in to a card and give pyHanko's signer for its signing key; log out afterwards.

    Raises:
        SignatureError: the ids of this module.
        UsageError: `key-ambiguous`.
    """
    token = _token(card)
    try:
        opened = _log_in(card, token)
    except (PinIncorrect, PinInvalid, PinLenRange) as error:
        raise SignatureError(_wrong_pin(_token(card))) from error
    except PinLocked as error:
        raise SignatureError(_locked()) from error
    except PKCS11Error as error:
        raise SignatureError(_refuses(error)) from error
    try:
        yield _signer(card, opened)
    except PKCS11Error as error:
        raise SignatureError(_refuses(error)) from error
    finally:
        _close(opened)


def _token(card: CardInReader) -> Any:
    try:
        library = pkcs11.lib(str(card.library))
        tokens = list(library.get_tokens())
    except (PKCS11Error, RuntimeError, OSError, ValueError) as error:
        raise SignatureError(
            Finding(
                'pkcs11-library-unusable',
                f"Biblioteket {card.library} kan inte användas.",
                "Filen är inget sådant bibliotek, eller är gjord för en annan dator."
                if card.library.is_file()
                else "Filen finns inte.",
                "Ange kortets PKCS #11-bibliotek; det står i anvisningarna till kortets program.",
                Place(card.library),
            )
        ) from error
    for token in tokens:
        if token.label.strip() == card.token.strip():
            return token
    labels = ', '.join(f"”{token.label.strip()}”" for token in tokens if token.label.strip())
    raise SignatureError(
        Finding(
            'token-missing',
            f"Det finns inget kort som heter ”{card.token}”.",
            f"De kort som syns är {labels}." if labels else "Inget kort syns i någon läsare.",
            "Sätt i kortet, eller ange rätt namn med --token.",
        )
    )


def _log_in(card: CardInReader, token: Any) -> Any:
    if token.flags & pkcs11.TokenFlag.USER_PIN_LOCKED:
        raise PinLocked
    if token.flags & pkcs11.TokenFlag.PROTECTED_AUTHENTICATION_PATH:
        return token.open(user_pin=pkcs11.PROTECTED_AUTH)  # the PIN is keyed in on the reader
    return token.open(user_pin=usable_secret(card.pin(), card.library))


def _signer(card: CardInReader, opened: Any) -> PKCS11Signer:
    certificates = _signing_certificates(opened)
    if card.key_label is not None:
        found = [each for each in certificates if each[0] == card.key_label]
    else:
        # A card for identification and signing has one certificate for each; the latter is the one for signatures.
        found = [each for each in certificates if _for_signatures(each[2])] or certificates
    labels = ', '.join(f"”{label}”" for label, _, _ in certificates)
    if not found:
        raise SignatureError(
            Finding(
                'key-missing',
                f"Kortet har inget certifikat som heter ”{card.key_label}”."
                if certificates
                else "Kortet har inget certifikat med en egen nyckel.",
                f"De som finns är {labels}." if certificates else "Utan nyckel kan kortet inte skriva under.",
                "Ange ett av dem med --key-label." if certificates else "Använd ett kort för underskrift.",
            )
        )
    if len(found) > 1:
        raise UsageError(
            Finding(
                'key-ambiguous',
                f"Kortet har flera certifikat att skriva under med: {labels}.",
                "Det framgår inte vilket av dem som menas.",
                "Ange ett av dem med --key-label.",
            )
        )
    label, identity, certificate = found[0]
    others = [each for each in _certificates(opened) if each.dump() != certificate.dump()]
    by_id = {'key_id': identity} if identity else {'key_label': label}
    return PKCS11Signer(opened, signing_cert=certificate, ca_chain=others, **by_id)


def _signing_certificates(opened: Any) -> list[tuple[str, bytes, x509.Certificate]]:
    """Certificates whose private key is on the card: label, id, certificate."""
    keys = opened.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})
    own = {(_attribute(key, pkcs11.Attribute.LABEL), _attribute(key, pkcs11.Attribute.ID)) for key in keys}
    identities, labels = {identity for _, identity in own if identity}, {label for label, _ in own}
    found = []
    for held in opened.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}):
        label, identity = _attribute(held, pkcs11.Attribute.LABEL), _attribute(held, pkcs11.Attribute.ID)
        if identity in identities if identity else label in labels:
            found.append((label, identity, x509.Certificate.load(held[pkcs11.Attribute.VALUE])))
    return found


def _certificates(opened: Any) -> list[x509.Certificate]:
    held = opened.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE})
    return [x509.Certificate.load(each[pkcs11.Attribute.VALUE]) for each in held]


def _attribute(held: Any, attribute: pkcs11.Attribute) -> Any:
    try:
        return held[attribute]
    except PKCS11Error:
        return '' if attribute is pkcs11.Attribute.LABEL else b''


def _for_signatures(certificate: x509.Certificate) -> bool:
    usage = certificate.key_usage_value
    return usage is not None and 'non_repudiation' in usage.native


def _close(opened: Any) -> None:
    try:
        opened.close()
    except PKCS11Error:
        return  # the card was taken out: there is nothing left to close


def _wrong_pin(token: Any) -> Finding:
    last = token.flags & pkcs11.TokenFlag.USER_PIN_FINAL_TRY
    few = token.flags & pkcs11.TokenFlag.USER_PIN_COUNT_LOW
    left = (
        "Du har ett försök kvar." if last else "Du har få försök kvar." if few else "Efter några försök låses kortet."
    )
    return Finding(
        'pin-wrong',
        "Pinkoden är fel.",
        left,
        "Kontrollera att det är koden för underskrift, inte den för legitimering, och försök igen.",
    )


def _locked() -> Finding:
    return Finding(
        'pin-locked',
        "Kortet är låst.",
        "Fel pinkod har angetts för många gånger.",
        "Lås upp kortet med dess puk-kod i kortets eget program.",
    )


_WHY = {
    ('DeviceRemoved', 'TokenNotPresent', 'SessionClosed', 'SessionHandleInvalid', 'TokenNotRecognised'): (
        "Kortet är inte längre i läsaren."
    ),
    ('DeviceError', 'DeviceMemory', 'HostMemory', 'GeneralError', 'FunctionFailed'): "Kortet eller läsaren svarar fel.",
    ('FunctionCancelled', 'FunctionRejected'): "Underskriften avbröts.",
    ('MechanismInvalid', 'MechanismParamInvalid', 'FunctionNotSupported', 'KeyTypeInconsistent', 'KeySizeRange'): (
        "Nyckeln på kortet är inte gjord för underskrifter av det här slaget."
    ),
    ('PinExpired', 'UserPinNotInitialized', 'UserNotLoggedIn'): "Pinkoden måste bytas eller sättas först.",
    ('NoSuchKey', 'MultipleObjectsReturned'): "Nyckeln finns inte på kortet, eller så finns flera som heter lika.",
}
"""By the names of the library's errors."""


def _refuses(error: PKCS11Error) -> Finding:
    _log.info('card: %s', type(error).__name__)
    return Finding(
        'token-refuses',
        "Kortet vill inte skriva under.",
        next((why for names, why in _WHY.items() if type(error).__name__ in names), "Kortets program svarar fel."),
        "Sätt i kortet på nytt och försök igen. Hjälper det inte, fråga den som gett ut kortet.",
    )

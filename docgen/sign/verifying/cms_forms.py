"""How what may stand among a signature's unsigned attributes is written (ETSI EN 319 122, RFC 5126), for asn1crypto."""

from __future__ import annotations

from asn1crypto.algos import DigestAlgorithm
from asn1crypto.core import Choice, GeneralizedTime, Integer, OctetString, Sequence, SequenceOf, UTCTime
from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import BasicOCSPResponse, ResponderId
from asn1crypto.pdf import SequenceOfCertificateList, SequenceOfOCSPResponse
from asn1crypto.tsp import IssuerSerial
from asn1crypto.x509 import Certificate, Name


class _OtherHashValue(Sequence):
    _fields = [('algorithm', DigestAlgorithm), ('value', OctetString)]  # noqa: RUF012 - asn1crypto's way


class _OtherHash(Choice):
    _alternatives = [('sha1', OctetString), ('other', _OtherHashValue)]  # noqa: RUF012


class _CertificateReference(Sequence):
    _fields = [('hash', _OtherHash), ('issuer_serial', IssuerSerial, {'optional': True})]  # noqa: RUF012


class CertificateReferences(SequenceOf):
    """Certificates by their digests (ETSI EN 319 122-2, A.1.1.1 and A.1.3)."""

    _child_spec = _CertificateReference


class _ListIdentifier(Sequence):
    _fields = [('issuer', Name), ('issued', UTCTime), ('number', Integer, {'optional': True})]  # noqa: RUF012


class _ListReference(Sequence):
    _fields = [('hash', _OtherHash), ('identifier', _ListIdentifier, {'optional': True})]  # noqa: RUF012


class _ListReferences(SequenceOf):
    _child_spec = _ListReference


class _Lists(Sequence):
    _fields = [('lists', _ListReferences)]  # noqa: RUF012


class _AnswerIdentifier(Sequence):
    _fields = [('responder', ResponderId), ('produced', GeneralizedTime)]  # noqa: RUF012


class _AnswerReference(Sequence):
    _fields = [('identifier', _AnswerIdentifier), ('hash', _OtherHash, {'optional': True})]  # noqa: RUF012


class _AnswerReferences(SequenceOf):
    _child_spec = _AnswerReference


class _Answers(Sequence):
    _fields = [('answers', _AnswerReferences)]  # noqa: RUF012


class _RevocationReference(Sequence):
    _fields = [  # noqa: RUF012
        ('lists', _Lists, {'explicit': 0, 'optional': True}),
        ('answers', _Answers, {'explicit': 1, 'optional': True}),
    ]


class RevocationReferences(SequenceOf):
    """Revocation data by their digests (A.1.2.1 and A.1.4)."""

    _child_spec = _RevocationReference


class _Digests(SequenceOf):
    _child_spec = OctetString


class HashesOfParts(Sequence):
    """What an archive-time-stamp says that it covers (ETSI EN 319 122-1, 5.5.2)."""

    _fields = [  # noqa: RUF012
        ('algorithm', DigestAlgorithm, {'optional': True}),
        ('certificates', _Digests),
        ('lists', _Digests),
        ('attributes', _Digests),
    ]


class AdobesRevocationData(Sequence):
    """Revocation data as Adobe writes them (ISO 32000-1, 12.8.3.3.2), without those of other kinds."""

    _fields = [  # noqa: RUF012
        ('lists', SequenceOfCertificateList, {'explicit': 0, 'optional': True}),
        ('answers', SequenceOfOCSPResponse, {'explicit': 1, 'optional': True}),
    ]


class CertificateValues(SequenceOf):
    """Certificates (A.1.1.2)."""

    _child_spec = Certificate


class _ListValues(SequenceOf):
    _child_spec = CertificateList


class _AnswerValues(SequenceOf):
    _child_spec = BasicOCSPResponse


class RevocationValues(Sequence):
    """Revocation data (A.1.2.2)."""

    _fields = [  # noqa: RUF012
        ('lists', _ListValues, {'explicit': 0, 'optional': True}),
        ('answers', _AnswerValues, {'explicit': 1, 'optional': True}),
    ]

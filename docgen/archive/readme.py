"""README.txt of a package: what it holds, how to check it, and how to build its documents again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.deliveries import RecordStatus
from docgen.archive.layout import FGS_1_2
from docgen.archive.package_contents import Variant
from docgen.archive.schemas import CASE, DESCRIPTION, ERMS, METS, PREMIS
from docgen.archive.schemas import FGS_1_2 as FGS_1_2_METS
from docgen.archive.seal import MANIFEST, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.archive.case_data import Case
    from docgen.archive.deliveries import DeliveryPlace
    from docgen.archive.layout import Layout
    from docgen.archive.package_contents import ArchivedFile
    from docgen.records.record import PeriodRecord

_VARIANTS = {
    Variant.SIGNED: "Undertecknade original",
    Variant.PRESERVATION: "Fastställda versioner, och det som styrker vad som hände",
    Variant.PUBLIC: "Publika kopior",
    Variant.DISPLAY: "Byggda dokument, utan underskrifter",
    Variant.PRODUCTION: "Uppgifter och mallar som dokumenten är gjorda av",
}


_STATUS = {
    RecordStatus.SUPPLEMENT: "Samma versioner som då, med mer till.",
    RecordStatus.VERSION: "Samma versioner som då, i filer med nyare tidsstämplar.",
    RecordStatus.REPLACEMENT: "Någon handling har en ny version, som gäller i stället för den som levererades då.",
}


def readme_text(
    case: Case,
    record: PeriodRecord,
    files: Sequence[ArchivedFile],
    source_note: str,
    layout: Layout,
    place: DeliveryPlace,
    *,
    sealed: bool,
) -> bytes:
    """Give README.txt.

    Args:
        case: what the package is about.
        record: the period's record.
        files: the package's files.
        source_note: whether the packaged data and templates give the archived documents, in Swedish.
        layout: where the parts of the package lie.
        place: which delivery it is.
        sealed: whether a seal is set over the package.
    """
    lines = [
        f"{case.title} – arkivpaket {place.name(case.name)}",
        "",
        *_delivery(place),
        f"Arkivbildare: {case.creator.name}",
        f"Gjort med docgen {record.version}.",
        "",
        f"{layout.top} förtecknar paketets filer med SHA-256. {layout.preservation}/premis.xml berättar vad som hänt",
        f"med dem. {layout.descriptive}/arende.xml har ärendets uppgifter. Filerna ligger i {layout.data}:",
    ]
    for variant, title in _VARIANTS.items():
        names = [
            f"{each.name}{' (ersatt av en senare version)' if each.superseded else ''}"
            for each in files
            if each.variant is variant
        ]
        if names:
            lines += ["", f"{title}:", *(f"  {name}" for name in names)]
    lines += [
        "",
        "record.json är docgens egen lista över vad som hände. Varje händelse håller SHA-256 för den före.",
        "",
        *_checks(layout, sealed=sealed),
        "Bygg om dokumenten: kopiera innehållet i source till en tom mapp och kör där",
        f"  docgen build {case.period} --engine {record.engine}",
    ]
    lines.append(source_note)
    return ('\n'.join(lines) + '\n').encode()


def _delivery(place: DeliveryPlace) -> list[str]:
    lines = [f"Paketets identitet: {place.object_id}"]
    if place.previous is not None:
        told = _STATUS[place.status]
        lines += [
            f"Leverans {place.number}. Den ersätter {place.previous.package} ({place.previous_id}).",
            told,
        ]
    return [*lines, ""]


def _checks(layout: Layout, *, sealed: bool) -> list[str]:
    """How to check the package, with docgen and with common tools, without network."""
    fgs_1_2 = layout.top == FGS_1_2.top
    mets = FGS_1_2_METS if fgs_1_2 else METS
    lines = [
        "Pröva paketet utan nätverk",
        "Med docgen: docgen archive verify PAKET",
        "Med vanliga program, i paketets mapp (i en BagIt-påse: i mappen data):",
        f"  export XML_CATALOG_FILES={layout.schemas}/catalog.xml",
        f"  xmllint --nonet --noout --schema {layout.schemas}/{mets} {layout.top}",
        f"  xmllint --nonet --noout --schema {layout.schemas}/{PREMIS} {layout.preservation}/premis.xml",
        f"  xmllint --nonet --noout --schema {layout.schemas}/{DESCRIPTION} {layout.descriptive}/dc.xml",
        f"  xmllint --nonet --noout --schema {layout.schemas}/{CASE} {layout.descriptive}/arende.xml",
    ]
    if not fgs_1_2:
        lines += [
            f"  xmllint --nonet --noout --schema {layout.schemas}/{ERMS} {layout.data}/erms.xml",
            "En BagIt-påse: bagit.py --validate PÅSE",
            "",
            "eark-validator 1.1.3 anmärker utan grund på reglerna CSIP8, CSIP12, CSIP13, CSIP15, CSIP16, CSIP63,",
            "CSIP105, CSIPSTR13 och SIP14. Reglerna är fel skrivna i programmet, eller gäller paket av andra slag.",
        ]
    if sealed:
        lines += [
            "",
            f"Paketet är förseglat: {MANIFEST} förtecknar alla andra filer, och är undertecknad i",
            f"{SIGNATURE}. Varje ändring efter det syns:",
            f"  sha256sum -c {MANIFEST}",
            f"  openssl cms -verify -binary -inform DER -in {SIGNATURE} \\",
            f"    -content {MANIFEST} -CAfile ROT.pem -purpose any -out /dev/null",
        ]
    else:
        lines += ["", "Paketet är inte förseglat. Spara dess SHA-256 på ett annat ställe, så att en ändring syns."]
    return [*lines, ""]

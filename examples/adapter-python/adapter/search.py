"""From a question to the one rung that the register earns (proto/README.md sections 1 and 4)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import List, Sequence

from .contract import answers, holders, records, service, subjects, vehicles
from .registry import Registry, Row, SearchLimits

# Document types by which this register can be searched.
DOCUMENT_TYPES = (
    subjects.ID_DOCUMENT_TYPE_RESIDENT_ID,
    subjects.ID_DOCUMENT_TYPE_RESIDENT_ID_15,
    subjects.ID_DOCUMENT_TYPE_USCC,
    subjects.ID_DOCUMENT_TYPE_ORG_CODE,
)
_DOCUMENT_CODES = {
    "A": subjects.ID_DOCUMENT_TYPE_RESIDENT_ID,
    "B": subjects.ID_DOCUMENT_TYPE_ORG_CODE,
    "C": subjects.ID_DOCUMENT_TYPE_USCC,
}
# GA 24.7: 01 to 27 in the order of the contract, then 51, 52 and 99.
_PLATE_KINDS = {f"{code:02d}": code + 1 for code in range(1, 28)}
_PLATE_KINDS.update({"51": 29, "52": 30, "99": 31})
_USAGES = {letter: place for place, letter in enumerate("ABCDEFGHIJKLMN", start=2)}
_USAGES.update({letter: vehicles.VEHICLE_USAGE_SCHOOL_BUS for letter in "OPQS"})
_USAGES["R"] = vehicles.VEHICLE_USAGE_DANGEROUS_GOODS
_STATUSES = {letter: place for place, letter in enumerate("ABCDEGHIJKLMNOPQ", start=2)}
_MORTGAGEE_KINDS = {
    "1": holders.THIRD_PERSON_KIND_PERSON,
    "2": holders.THIRD_PERSON_KIND_ORGANISATION,
    "3": holders.THIRD_PERSON_KIND_FINANCIAL_INSTITUTION,
}
REGISTER = "机动车登记库"

_VEHICLES = "select * from clxx where upper(replace(sfzmhm, ' ', '')) in (%s) order by xh"
_BURDENS = "select * from %s where xh in (select xh from clxx where upper(replace(sfzmhm, ' ', '')) in (%s))"
_REVIEWS = "select sfzmhm from rgfh where sfzmhm in (%s)"


@dataclass(frozen=True)
class Findings:
    """What the register holds under the subject's number."""

    records: List[records.AssetRecord]
    # Rows whose number is the subject's and whose name is not: only people can tell.
    candidates: int
    # Whether a person at the bureau looks at the answer first.
    needs_review: bool


def search(request: service.InquireRequest, registry: Registry, limits: SearchLimits) -> Findings:
    numbers = _numbers_of(request.subject)
    marks = ", ".join("?" * len(numbers))
    found, mortgages, seizures, reviews = registry.search(
        [
            (_VEHICLES % marks, numbers),
            (_BURDENS % ("dyxx", marks), numbers),
            (_BURDENS % ("cfxx", marks), numbers),
            (_REVIEWS % marks, numbers),
        ],
        limits,
    )
    own = [row for row in found if _is_subject(request.subject, row)]
    return Findings(
        records=[_record(request.subject, row, mortgages, seizures) for row in own],
        candidates=len(found) - len(own),
        needs_review=len(reviews) > 0,
    )


def _numbers_of(subject: subjects.Subject) -> Sequence[str]:
    """Every way in which this register may write the number."""
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", subject.document_number)).upper()
    numbers = [number]
    if subject.document_number_15:
        numbers.append(subject.document_number_15)
    if subject.document_type == subjects.ID_DOCUMENT_TYPE_USCC and len(number) == 18:
        numbers.append(number[8:17])
    return numbers


def name_key(name: str) -> str:
    """Names compare on this form; what is sent and shown is as registered."""
    folded = re.sub("[·•‧・]", "·", unicodedata.normalize("NFKC", name))
    return re.sub(r"\s", "", folded)


def _is_subject(subject: subjects.Subject, row: Row) -> bool:
    """A person matches by name and number, an organisation by number."""
    return subject.kind == subjects.SUBJECT_KIND_ORGANISATION or name_key(row["syr"]) == name_key(subject.name)


def _record(
    subject: subjects.Subject, row: Row, mortgages: List[Row], seizures: List[Row]
) -> records.AssetRecord:
    record = records.AssetRecord(source_record_id=f"CLXX-{row['xh']}", source=REGISTER)
    record.as_of.GetCurrentTime()
    warn = _Warnings(record)
    vehicle = record.vehicle
    vehicle.plate_kind, vehicle.plate_kind_raw = warn.code(_PLATE_KINDS, row["hpzl"], "plate_kind")
    vehicle.plate_number = _plate(row, warn)
    vehicle.brand = warn.gbk(row["clpp"], "brand")
    vehicle.model = row["clxh"] or ""
    vehicle.vin = row["clsbdh"] or ""
    vehicle.engine_number = row["fdjh"] or ""
    vehicle.colour = row["csys"] or ""
    if row["syxz"]:
        vehicle.usage, vehicle.usage_raw = warn.code(_USAGES, row["syxz"], "usage")
    vehicle.first_registered_on = warn.day(row["ccdjrq"], "first_registered_on")
    vehicle.inspection_valid_to_on = warn.day(row["yxqz"], "inspection_valid_to_on")
    for letter in row["zt"] or "":
        vehicle.statuses.append(warn.code(_STATUSES, letter, "statuses")[0])
    vehicle.statuses_raw = row["zt"] or ""
    vehicle.issuer = row["fzjg"] or ""
    owner = vehicle.owner.subject
    owner.name = row["syr"]
    owner.document_number = row["sfzmhm"]
    if row["sfzmmc"]:
        owner.document_type, owner.document_type_raw = warn.code(
            _DOCUMENT_CODES, row["sfzmmc"], "owner.subject.document_type", subjects.ID_DOCUMENT_TYPE_UNKNOWN
        )
    if name_key(row["syr"]) != name_key(subject.name):
        warn("owner.subject.name", records.RECORD_WARNING_CODE_IDENTITY_DIFFERS)
    own_mortgages = [each for each in mortgages if each["xh"] == row["xh"]]
    vehicle.mortgaged = len(own_mortgages) > 0
    for mortgage in own_mortgages:
        kind = _MORTGAGEE_KINDS.get(mortgage["dyqrlx"], holders.THIRD_PERSON_KIND_UNKNOWN)
        vehicle.mortgagees.add(kind=kind, name=mortgage["dyqr"], phone=mortgage["dyqrdh"] or "")
    for seizure in seizures:
        if seizure["xh"] == row["xh"]:
            vehicle.seizures.add(authority=seizure["cfjg"] or "", document_name=seizure["cfws"] or "")
    return record


def _plate(row: Row, warn: "_Warnings") -> str:
    """The register leaves the province out; it is the first character of the issuer."""
    number, issuer = row["hphm"], row["fzjg"] or ""
    if re.match(r"[A-Z]", number) is None or not issuer:
        return number
    warn("plate_number", records.RECORD_WARNING_CODE_COMPLETED, number)
    return issuer[0] + number


class _Warnings:
    """Reads values that may be odd: the row is delivered, the oddity told, nothing mended in silence."""

    def __init__(self, record: records.AssetRecord):
        self._record = record

    def __call__(self, field: str, code: int, raw: str = "") -> None:
        self._record.warnings.add(field=f"vehicle.{field}", code=code, raw=raw)

    def code(self, table: dict, raw: str, field: str, unknown: int = 1) -> tuple:
        """Our code and the bureau's own beside it; 1 is UNKNOWN in every table of the contract."""
        text = raw or "-"
        if text not in table:
            self(field, records.RECORD_WARNING_CODE_UNKNOWN_CODE, text)
        return table.get(text, unknown), text

    def day(self, raw: str, field: str) -> str:
        parts = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", raw or "")
        if parts is not None and _exists(*map(int, parts.groups())):
            return "-".join(parts.groups())
        if raw:
            self(field, records.RECORD_WARNING_CODE_IMPOSSIBLE_DATE, raw)
        return ""

    def gbk(self, raw: bytes, field: str) -> str:
        text = (raw or b"").decode("gb18030", errors="replace")
        if "\ufffd" in text:
            self(field, records.RECORD_WARNING_CODE_CHARACTERS_LOST, text)
        return text


def _exists(year: int, month: int, day: int) -> bool:
    lengths = (31, 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28, 31, 30, 31, 30)
    lengths += (31, 31, 30, 31, 30, 31)
    return 1901 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]


def nothing_found(request: service.InquireRequest, region: str, since: str) -> answers.NothingFound:
    """Only for a search that was whole: coverage, as-of and the identity that was searched."""
    nothing = answers.NothingFound()
    nothing.coverage.region_codes.append(region)
    nothing.coverage.asset_classes.append(request.asset_class)
    nothing.coverage.since_on = since
    nothing.as_of.GetCurrentTime()
    nothing.searched.CopyFrom(echo_of(request.subject))
    return nothing


def echo_of(subject: subjects.Subject) -> subjects.SubjectEcho:
    """What was searched, as received: never normalised."""
    return subjects.SubjectEcho(
        kind=subject.kind,
        name=subject.name,
        document_type=subject.document_type,
        document_number=subject.document_number,
    )

"""The warrant 电子协查令 (proto/README.md section 3): verified alone, in the order of the specification."""

import hashlib
import re
import time
import unicodedata
from typing import Any, Dict

from .contract import authority as authorities, service, subjects
from .errors import ContractError
from .jws import JwsFault, KeySet, open_jws

WARRANT_TYPE = "dianda-warrant+jws"
CLOCK_SKEW_SECONDS = 60

# Claims that must be there, and of which kind.
_TEXTS = ("iss", "aud", "jti", "legId", "inquiryId", "caseNumber", "caseType", "assetClass", "purpose")
_OBJECTS = {
    "court": ("code", "name"),
    "officer": ("id", "name", "workId", "dutyId"),
    "requestedBy": ("id", "name"),
    "responsibleOfficer": ("id", "name"),
    "notice": ("number", "name", "sha256"),
}


def verify_warrant(request: service.InquireRequest, agency_code: str, keys: KeySet) -> Dict[str, Any]:
    """The claims under which this very question may be searched; WARRANT_INVALID or WARRANT_EXPIRED otherwise."""
    try:
        claims = open_jws(request.warrant, WARRANT_TYPE, keys)
    except JwsFault as fault:
        raise ContractError("WARRANT_INVALID") from fault
    if not _is_complete(claims):
        raise ContractError("WARRANT_INVALID")
    now = time.time()
    if claims["iat"] > now + CLOCK_SKEW_SECONDS or claims["exp"] <= now - CLOCK_SKEW_SECONDS:
        raise ContractError("WARRANT_EXPIRED")
    expected = {
        "aud": agency_code,
        "legId": request.leg_id,
        "subjectDigest": subject_digest(request),
        "assetClass": _without_prefix(subjects.AssetClass, request.asset_class, "ASSET_CLASS_"),
    }
    if any(claims[name] != value for name, value in expected.items()):
        raise ContractError("WARRANT_INVALID")
    if _shown(request.authority) != _signed(claims):
        raise ContractError("WARRANT_INVALID")
    return claims


def subject_digest(request: service.InquireRequest) -> str:
    """SHA-256 over six lines; ties the warrant to one subject of one leg."""
    subject = request.subject
    kind = "person" if subject.kind == subjects.SUBJECT_KIND_PERSON else "organisation"
    lines = (
        "dianda-subject-v1",
        request.leg_id,
        kind,
        unicodedata.normalize("NFC", subject.name),
        _without_prefix(subjects.IdDocumentType, subject.document_type, "ID_DOCUMENT_TYPE_"),
        subject.document_number,
    )
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def data_categories(request: service.InquireRequest) -> list:
    names = request.authority.data_categories
    return [_without_prefix(authorities.DataCategory, each, "DATA_CATEGORY_") for each in names]


def _is_complete(claims: Dict[str, Any]) -> bool:
    def is_text(value: Any) -> bool:
        return isinstance(value, str) and value != ""

    def is_whole(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)

    categories = claims.get("dataCategories")
    return (
        all(is_text(claims.get(name)) for name in _TEXTS)
        and all(
            isinstance(claims.get(name), dict) and all(is_text(claims[name].get(part)) for part in parts)
            for name, parts in _OBJECTS.items()
        )
        and is_whole(claims.get("iat"))
        and is_whole(claims.get("exp"))
        and claims["exp"] > claims["iat"]
        and re.fullmatch(r"[0-9a-f]{64}", str(claims.get("subjectDigest"))) is not None
        and isinstance(categories, list)
        and len(categories) > 0
        and all(is_text(each) for each in categories)
    )


def _shown(authority: authorities.Authority) -> tuple:
    """What the typed authority says, in the order of _signed."""
    by, judge = authority.requested_by, authority.responsible_officer
    period = (authority.transactions_from_on, authority.transactions_to_on)
    return (
        authority.agency_code,
        authority.nonce,
        authority.issued_at.seconds,
        authority.expires_at.seconds,
        authority.inquiry_number,
        (authority.court.code, authority.court.name),
        (authority.enforcement_case.number, authority.enforcement_case.type),
        (by.id, by.name, by.work_id_number, by.duty_id_number),
        (by.id, by.name),
        (judge.id, judge.name),
        (authority.notice.number, authority.notice.name, authority.notice.sha256),
        authority.purpose,
        [
            _without_prefix(authorities.DataCategory, each, "DATA_CATEGORY_")
            for each in authority.data_categories
        ],
        period,
    )


def _signed(claims: Dict[str, Any]) -> tuple:
    def parts(name: str) -> tuple:
        return tuple(claims[name][part] for part in _OBJECTS[name])

    period = claims.get("transactions", {})
    return (
        claims["aud"],
        claims["jti"],
        claims["iat"],
        claims["exp"],
        claims["inquiryId"],
        parts("court"),
        (claims["caseNumber"], claims["caseType"]),
        parts("officer"),
        parts("requestedBy"),
        parts("responsibleOfficer"),
        parts("notice"),
        claims["purpose"],
        claims["dataCategories"],
        (period.get("from", ""), period.get("to", "")),
    )


def _without_prefix(enum: Any, value: int, prefix: str) -> str:
    # A value that this version of the contract does not know has no name and equals no claim.
    return enum.Name(value)[len(prefix) :] if value in enum.values() else ""

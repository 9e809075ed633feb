"""Whether a question can be searched at all: never by half an identity (proto/README.md section 4)."""

import re
import unicodedata

from .contract import authority as authorities, service, subjects
from .errors import ContractError

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def check_question(request: service.InquireRequest) -> None:
    """Raises QUESTION_INVALID naming every field that is wrong."""
    subject = request.subject
    authority = request.authority
    wrong = [
        field
        for field, is_right in (
            ("leg_id", _UUID.fullmatch(request.leg_id) is not None),
            ("round", request.round >= 1),
            ("authority", request.HasField("authority")),
            ("authority.measure_kind", authority.measure_kind == authorities.MEASURE_KIND_QUERY),
            ("authority.data_categories", len(authority.data_categories) > 0),
            ("asset_class", request.asset_class != subjects.ASSET_CLASS_UNSPECIFIED),
            ("subject.kind", subject.kind in (subjects.SUBJECT_KIND_PERSON, subjects.SUBJECT_KIND_ORGANISATION)),
            ("subject.name", _is_canonical(subject.name)),
            ("subject.document_type", subject.document_type > subjects.ID_DOCUMENT_TYPE_UNKNOWN),
            ("subject.document_number", _is_canonical(subject.document_number)),
            ("clarification_reply", request.HasField("clarification_reply") == (request.round > 1)),
        )
        if not is_right
    ]
    if wrong:
        raise ContractError("QUESTION_INVALID", wrong)


def _is_canonical(text: str) -> bool:
    """Neither empty nor padded nor with control characters: two readings of it would give two digests."""
    return text != "" and text == text.strip() and not any(unicodedata.category(each) == "Cc" for each in text)

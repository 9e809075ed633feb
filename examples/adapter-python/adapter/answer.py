"""Answers as they travel: cut into pages, serialized once, each page signed by a receipt of its own."""

import secrets
from datetime import datetime, timezone
from typing import List

from .contract import answers, service, subjects
from .journal import Journal, Page
from .receipt import ReceiptClerk
from .search import DOCUMENT_TYPES, Findings, echo_of, nothing_found

KINDS = (subjects.SUBJECT_KIND_PERSON, subjects.SUBJECT_KIND_ORGANISATION)
# How sure a row is that has the subject's number and another name.
NUMBER_ONLY = 60


class AnswerDesk:
    def __init__(self, journal: Journal, clerk: ReceiptClerk, page_size: int, region: str, since: str):
        self._journal = journal
        self._clerk = clerk
        self._page_size = page_size
        self._region = region
        self._since = since

    def not_covered(self, request: service.InquireRequest) -> answers.Answer:
        answer = _frame(request)
        answer.not_covered.reason = answers.NOT_COVERED_REASON_DOCUMENT_TYPE
        return answer

    def deferred(self, request: service.InquireRequest, seconds: float) -> answers.Answer:
        answer = _frame(request)
        answer.deferred.poll_after.FromMilliseconds(max(1000, int(seconds * 1000)))
        answer.deferred.note = "人工复核"
        return answer

    def concluded(self, request: service.InquireRequest, findings: Findings) -> List[answers.Answer]:
        """The one rung that the findings earn, in pages."""
        if findings.records:
            return self._pages(request, findings)
        answer = _frame(request)
        if findings.candidates > 0:
            for _ in range(findings.candidates):
                fields = [answers.MATCHED_FIELD_DOCUMENT_NUMBER]
                answer.ambiguous.candidates.add(matched_fields=fields, strength=NUMBER_ONLY)
        else:
            answer.nothing_found.CopyFrom(nothing_found(request, self._region, self._since))
        return [answer]

    def sign(self, request: service.InquireRequest, parts: List[answers.Answer]) -> List[Page]:
        """Serialized once: these bytes are signed, kept and sent."""
        tokens = [""] + [part.found.next_page_token for part in parts[:-1]]
        answered_at = datetime.now(timezone.utc)
        pages = []
        for token, part in zip(tokens, parts):
            answer = part.SerializeToString()
            receipt = self._clerk.sign(
                self._journal.next_receipt_number(self._clerk.agency_code),
                request.leg_id,
                request.round,
                token,
                part.WhichOneof("rung"),
                answer,
                answered_at,
            )
            pages.append(Page(token, answer, receipt))
        return pages

    def _pages(self, request: service.InquireRequest, findings: Findings) -> List[answers.Answer]:
        parts = []
        for start in range(0, len(findings.records), self._page_size):
            answer = _frame(request)
            answer.found.records.extend(findings.records[start : start + self._page_size])
            answer.found.as_of.GetCurrentTime()
            answer.found.total_records = len(findings.records)
            if start + self._page_size < len(findings.records):
                # Stands for a place in this kept result, says nothing, and cannot be guessed.
                answer.found.next_page_token = secrets.token_urlsafe(18)
            parts.append(answer)
        return parts


def is_covered(request: service.InquireRequest) -> bool:
    return request.subject.document_type in DOCUMENT_TYPES


def _frame(request: service.InquireRequest) -> answers.Answer:
    answer = answers.Answer()
    answer.echo.leg_id = request.leg_id
    answer.echo.asset_class = request.asset_class
    answer.echo.subject.CopyFrom(echo_of(request.subject))
    answer.answered_at.GetCurrentTime()
    return answer

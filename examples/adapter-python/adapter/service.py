"""The contract's service: one question from its arrival to the bytes that answer it."""

import hashlib
import json
import logging
import threading
import time
from typing import Any, Callable

import grpc

from .answer import KINDS, AnswerDesk, is_covered
from .config import Config
from .contract import authority as authorities, service, service_grpc, subjects
from .errors import ContractError
from .journal import Entry, Journal, Page
from .jws import KeySet
from .question import check_question
from .registry import Registry, SearchLimits
from .search import DOCUMENT_TYPES, search
from .warrant import data_categories, subject_digest, verify_warrant

VERSION = "1.0.0"
CONTRACT_VERSION = "1.0"
# With less than this left no search is begun (proto/README.md section 2) …
SHORTEST_SECONDS = 0.5
# … and this much is kept back, so that an error still arrives in time.
MARGIN_SECONDS = 0.3
BUSY_RETRY_MS = 500
POLL_SECONDS = 1.0

log = logging.getLogger("adapter")


class AdapterService(service_grpc.AdapterServiceServicer):
    def __init__(self, config: Config, registry: Registry, journal: Journal, desk: AnswerDesk, jwk: dict):
        self._config = config
        self._registry = registry
        self._journal = journal
        self._desk = desk
        self._jwk = jwk
        self._warrant_keys = KeySet(config.warrant_keys_file)
        self._running: set = set()
        self._withdrawn: set = set()
        self._lock = threading.Lock()

    # The methods' names are the contract's.
    def Describe(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        return self._answered("Describe", "", context, self._describe)

    def Inquire(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        return self._answered("Inquire", request.leg_id, context, lambda: self._inquire(request, context))

    def Withdraw(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        return self._answered("Withdraw", request.leg_id, context, lambda: self._withdraw(request))

    def _answered(
        self, method: str, leg_id: str, context: grpc.ServicerContext, work: Callable[[], Any]
    ) -> Any:
        """Runs one call and logs one line; what goes wrong leaves as an error of the contract and nothing else."""
        began = time.monotonic()
        outcome = "ok"
        try:
            self._admit(context)
            return work()
        except ContractError as error:
            outcome = error.reason
            _abort(context, error)
        except Exception as error:  # pylint: disable=broad-except
            # A defect of ours. Its text may hold anything, so only its kind is told.
            outcome = f"UNEXPECTED {type(error).__name__}"
            _abort(context, ContractError("UNEXPECTED"))
        finally:
            took_ms = int((time.monotonic() - began) * 1000)
            log.info(json.dumps({"method": method, "legId": leg_id, "outcome": outcome, "tookMs": took_ms}))

    def _admit(self, context: grpc.ServicerContext) -> None:
        if _peer_names(context).isdisjoint(self._config.allowed_peers):
            raise ContractError("PEER_NOT_PERMITTED")

    def _describe(self) -> service.DescribeResponse:
        config = self._config
        response = service.DescribeResponse(
            agency_code=config.agency_code,
            agency_name=config.agency_name,
            adapter_name="adapter-python",
            adapter_version=VERSION,
            contract_version=CONTRACT_VERSION,
            max_page_size=config.max_page_records,
            max_concurrent=config.max_concurrent,
            supports_withdraw=True,
            receipt_keys=[json.dumps(self._jwk).encode("ascii")],
        )
        response.served_classes.add(
            asset_class=subjects.ASSET_CLASS_VEHICLE,
            subject_kinds=KINDS,
            document_types=DOCUMENT_TYPES,
            data_categories=[authorities.DATA_CATEGORY_ASSETS],
            region_codes=[config.region],
        )
        return response

    def _inquire(
        self, request: service.InquireRequest, context: grpc.ServicerContext
    ) -> service.InquireResponse:
        check_question(request)
        claims = verify_warrant(request, self._config.agency_code, self._warrant_keys)
        if request.asset_class != subjects.ASSET_CLASS_VEHICLE:
            raise ContractError("CLASS_NOT_SERVED", ["asset_class"])
        self._journal.enter(_entry(request, claims, context))
        page = self._journal.find_page(request.leg_id, request.round, request.page_token)
        if page is None:
            if request.page_token != "":
                raise ContractError("PAGE_TOKEN_INVALID", ["page_token"])
            page = self._first_page(request, context)
        return service.InquireResponse(
            leg_id=request.leg_id, round=request.round, answer=page.answer, receipt=page.receipt
        )

    def _first_page(self, request: service.InquireRequest, context: grpc.ServicerContext) -> Page:
        left_seconds = context.time_remaining()
        if left_seconds is not None and left_seconds < SHORTEST_SECONDS:
            raise ContractError("DEADLINE_TOO_SHORT")
        key = (request.leg_id, request.round)
        with self._lock:
            if key in self._running or len(self._running) >= self._config.max_concurrent:
                raise ContractError("ADAPTER_BUSY", retry_after_ms=BUSY_RETRY_MS)
            self._running.add(key)
        try:
            # Another call may have answered between the look into the journal and here.
            kept = self._journal.find_page(request.leg_id, request.round, "")
            return kept if kept is not None else self._search(request, context, left_seconds)
        finally:
            with self._lock:
                self._running.discard(key)

    def _search(self, request: service.InquireRequest, context: grpc.ServicerContext, left_seconds: Any) -> Page:
        if not is_covered(request):
            return self._keep(request, [self._desk.not_covered(request)])
        until = time.monotonic() + (60 if left_seconds is None else left_seconds - MARGIN_SECONDS)
        limits = SearchLimits(until, lambda: context.is_active() and request.leg_id not in self._withdrawn)
        findings = search(request, self._registry, limits)
        if findings.needs_review:
            ready_at = self._journal.review_until(request.leg_id, request.round, self._config.review_seconds)
            if time.time() < ready_at:
                seconds = min(ready_at - time.time(), POLL_SECONDS)
                (page,) = self._desk.sign(request, [self._desk.deferred(request, seconds)])
                # Not kept: the next poll is searched anew.
                self._journal.record(request.leg_id, request.round, "deferred", [])
                return page
        return self._keep(request, self._desk.concluded(request, findings))

    def _keep(self, request: service.InquireRequest, parts: list) -> Page:
        pages = self._desk.sign(request, parts)
        self._journal.record(request.leg_id, request.round, parts[0].WhichOneof("rung"), pages)
        return pages[0]

    def _withdraw(self, request: service.WithdrawRequest) -> service.WithdrawResponse:
        if request.leg_id == "" or request.reason == service.WITHDRAW_REASON_UNSPECIFIED:
            raise ContractError("QUESTION_INVALID", ["leg_id", "reason"])
        outcome = self._journal.withdraw(request.leg_id)
        if outcome == "WITHDRAWN":
            # Stops a search that runs; the journal refuses what would come of it.
            self._withdrawn.add(request.leg_id)
        return service.WithdrawResponse(
            leg_id=request.leg_id, outcome=service.WithdrawOutcome.Value(f"WITHDRAW_OUTCOME_{outcome}")
        )


def _abort(context: grpc.ServicerContext, error: ContractError) -> None:
    context.set_trailing_metadata((("grpc-status-details-bin", error.details()),))
    context.abort(error.code, error.reason)


def _peer_names(context: grpc.ServicerContext) -> set:
    names = context.auth_context().get("x509_subject_alternative_name", ())
    return {name.decode("utf-8", errors="replace") for name in names}


def _entry(request: service.InquireRequest, claims: dict, context: grpc.ServicerContext) -> Entry:
    stands_for = [
        subject_digest(request),
        request.asset_class,
        sorted(data_categories(request)),
        request.clarification_reply.text,
    ]
    return Entry(
        leg_id=request.leg_id,
        round=request.round,
        fingerprint=hashlib.sha256(json.dumps(stands_for).encode("utf-8")).hexdigest(),
        warrant_id=claims["jti"],
        case_number=claims["caseNumber"],
        notice_number=claims["notice"]["number"],
        court_code=claims["court"]["code"],
        asked_by=", ".join(sorted(_peer_names(context))),
    )

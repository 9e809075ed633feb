"""Errors of the contract (proto/README.md section 7) and how they travel."""

from typing import Optional, Sequence

import grpc

from .contract import error_details, rpc_status

DOMAIN = "dianda.adapter.v1"

# reason: (gRPC code, usual origin), as in the table of the wire specification.
REASONS = {
    "QUESTION_INVALID": (grpc.StatusCode.INVALID_ARGUMENT, "requester"),
    "CLASS_NOT_SERVED": (grpc.StatusCode.INVALID_ARGUMENT, "dianda"),
    "PAGE_TOKEN_INVALID": (grpc.StatusCode.INVALID_ARGUMENT, "dianda"),
    "PEER_NOT_PERMITTED": (grpc.StatusCode.PERMISSION_DENIED, "dianda"),
    "WARRANT_INVALID": (grpc.StatusCode.PERMISSION_DENIED, "dianda"),
    "WARRANT_EXPIRED": (grpc.StatusCode.PERMISSION_DENIED, "dianda"),
    "LEG_CONFLICT": (grpc.StatusCode.ALREADY_EXISTS, "dianda"),
    "LEG_WITHDRAWN": (grpc.StatusCode.FAILED_PRECONDITION, "dianda"),
    "ROUND_NOT_OPEN": (grpc.StatusCode.FAILED_PRECONDITION, "dianda"),
    "REGISTRY_UNAVAILABLE": (grpc.StatusCode.UNAVAILABLE, "agency"),
    "REGISTRY_TIMEOUT": (grpc.StatusCode.DEADLINE_EXCEEDED, "agency"),
    "REGISTRY_ROW_UNREADABLE": (grpc.StatusCode.INTERNAL, "agency"),
    "ADAPTER_BUSY": (grpc.StatusCode.RESOURCE_EXHAUSTED, "adapter"),
    "STORAGE_UNAVAILABLE": (grpc.StatusCode.UNAVAILABLE, "adapter"),
    "DEADLINE_TOO_SHORT": (grpc.StatusCode.DEADLINE_EXCEEDED, "dianda"),
    "UNEXPECTED": (grpc.StatusCode.INTERNAL, "adapter"),
}


class ContractError(Exception):
    """Says what went wrong by its reason; carries field names at most, and never a value."""

    def __init__(self, reason: str, fields: Sequence[str] = (), retry_after_ms: Optional[int] = None):
        super().__init__(reason)
        self.reason = reason
        self.fields = tuple(fields)
        self.retry_after_ms = retry_after_ms

    @property
    def code(self) -> grpc.StatusCode:
        return REASONS[self.reason][0]

    def details(self) -> bytes:
        """A serialized google.rpc.Status, for the trailer grpc-status-details-bin."""
        status = rpc_status.Status(code=self.code.value[0], message=self.reason)
        info = error_details.ErrorInfo(reason=self.reason, domain=DOMAIN)
        info.metadata["origin"] = REASONS[self.reason][1]
        status.details.add().Pack(info)
        if self.retry_after_ms is not None:
            retry = error_details.RetryInfo()
            retry.retry_delay.FromMilliseconds(self.retry_after_ms)
            status.details.add().Pack(retry)
        if self.fields:
            bad = error_details.BadRequest()
            for field in self.fields:
                bad.field_violations.add(field=field, description="is missing or malformed")
            status.details.add().Pack(bad)
        return status.SerializeToString()

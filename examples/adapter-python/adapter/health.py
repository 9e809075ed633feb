"""grpc.health.v1: SERVING only while the register and the journal can be reached (proto/README.md section 2)."""

import threading
from typing import Any

import grpc

from .contract import health, health_grpc
from .errors import ContractError
from .journal import Journal
from .registry import Registry

EVERY_SECONDS = 1.0
NAMES = ("", "dianda.adapter.v1.AdapterService")


class HealthService(health_grpc.HealthServicer):
    def __init__(self, registry: Registry, journal: Journal):
        self._registry = registry
        self._journal = journal
        self._status = health.HealthCheckResponse.NOT_SERVING
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="health", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._status = health.HealthCheckResponse.NOT_SERVING

    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802
        if request.service not in NAMES:
            context.abort(grpc.StatusCode.NOT_FOUND, "unknown service")
        return health.HealthCheckResponse(status=self._status)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                self._registry.ping()
                self._journal.ping()
                self._status = health.HealthCheckResponse.SERVING
            except ContractError:
                self._status = health.HealthCheckResponse.NOT_SERVING
            self._stopping.wait(EVERY_SECONDS)

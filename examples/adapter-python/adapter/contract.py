"""The generated code of the contract, under short names."""

import sys
from pathlib import Path

_GENERATED = Path(__file__).resolve().parent.parent / "generated"
if not _GENERATED.is_dir():
    sys.exit("run ./install first: it makes the code of the contract")
sys.path.insert(0, str(_GENERATED))

# pylint: disable=wrong-import-position
from dianda.adapter.v1 import (  # noqa: E402
    adapter_service_pb2 as service,
    adapter_service_pb2_grpc as service_grpc,
    answer_pb2 as answers,
    asset_record_pb2 as records,
    authority_pb2 as authority,
    error_reason_pb2 as error_reasons,
    holder_pb2 as holders,
    subject_pb2 as subjects,
    vehicle_pb2 as vehicles,
)
from google.rpc import error_details_pb2 as error_details, status_pb2 as rpc_status  # noqa: E402
from health.v1 import health_pb2 as health, health_pb2_grpc as health_grpc  # noqa: E402

__all__ = [
    "service",
    "service_grpc",
    "answers",
    "records",
    "authority",
    "error_reasons",
    "holders",
    "subjects",
    "vehicles",
    "error_details",
    "rpc_status",
    "health",
    "health_grpc",
]

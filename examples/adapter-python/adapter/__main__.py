"""python3 -m adapter: serves until it is told to stop."""

import logging
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

# gRPC's Python has no switch for TLS 1.3 only. TLS 1.2 picks its cipher from this list and TLS 1.3 from another one, so
# a list of one cipher that needs a shared key, which nobody here has, leaves TLS 1.3 alone. Read when grpc is loaded.
os.environ["GRPC_SSL_CIPHER_SUITES"] = "PSK-AES256-GCM-SHA384"

# pylint: disable=wrong-import-position
import grpc  # noqa: E402

from .answer import AnswerDesk  # noqa: E402
from .config import Config, read_config  # noqa: E402
from .contract import health_grpc, service_grpc  # noqa: E402
from .health import HealthService  # noqa: E402
from .journal import Journal  # noqa: E402
from .jws import SigningKey  # noqa: E402
from .receipt import ReceiptClerk  # noqa: E402
from .registry import Registry  # noqa: E402
from .service import AdapterService  # noqa: E402

THREADS = 32
# proto/README.md section 2: no message is larger, either way.
LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024
GRACE_SECONDS = 5


def credentials(config: Config) -> grpc.ServerCredentials:
    """Mutual TLS from files that are read again for new connections, so that certificates can be renewed."""

    def read() -> grpc.ServerCertificateConfiguration:
        pair = (config.tls_key_file.read_bytes(), config.tls_certificate_file.read_bytes())
        return grpc.ssl_server_certificate_configuration([pair], config.tls_authority_file.read_bytes())

    return grpc.dynamic_ssl_server_credentials(read(), read, require_client_authentication=True)


def main() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    config = read_config()
    registry = Registry(config.registry_file)
    journal = Journal(config.journal_file, config.journal_key_file)
    key = SigningKey(config.receipt_key_file)
    clerk = ReceiptClerk(key, config.agency_code, config.operator)
    desk = AnswerDesk(journal, clerk, config.max_page_records, config.region, config.since)
    health = HealthService(registry, journal)
    server = grpc.server(
        ThreadPoolExecutor(max_workers=THREADS),
        options=(
            ("grpc.max_send_message_length", LARGEST_MESSAGE_BYTES),
            ("grpc.max_receive_message_length", LARGEST_MESSAGE_BYTES),
            ("grpc.so_reuseport", 0),
        ),
    )
    service_grpc.add_AdapterServiceServicer_to_server(
        AdapterService(config, registry, journal, desk, key.jwk), server
    )
    health_grpc.add_HealthServicer_to_server(health, server)
    port = server.add_secure_port(config.listen, credentials(config))
    server.start()
    print(f"serves on port {port}", flush=True)

    stopping = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stopping.set())
    stopping.wait()
    health.stop()
    server.stop(GRACE_SECONDS).wait()


if __name__ == "__main__":
    main()

"""Everything that the adapter is told from outside, read once, with every fault at once."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Config:
    listen: str  # host:port
    agency_code: str  # as in Dianda's directory: audience of warrants, issuer of receipts
    agency_name: str
    allowed_peers: frozenset  # DNS names on the certificates that may call
    region: str  # GB/T 2260 code of the county, city or province whose vehicles the register holds
    since: str  # YYYY-MM-DD: from when on the register is complete
    registry_file: Path  # the bureau's own SQLite file, only ever read
    journal_file: Path  # the adapter's own
    journal_key_file: Path  # made at the first start
    receipt_key_file: Path  # made at the first start
    warrant_keys_file: Path  # JWKS: the court platform's public keys
    tls_certificate_file: Path
    tls_key_file: Path
    tls_authority_file: Path
    operator: str
    max_page_records: int
    max_concurrent: int
    review_seconds: int  # how long a person at the bureau takes to look at an answer


def read_config() -> Config:
    """The configuration; ends the process when it is not whole."""
    faults: list = []

    def text(name: str, default: str = "", pattern: str = r".+") -> str:
        value = os.environ.get(name, default).strip()
        if re.fullmatch(pattern, value) is None:
            faults.append(f"{name} is missing or malformed")
        return value

    def number(name: str, default: int, least: int, most: int) -> int:
        value = os.environ.get(name, str(default))
        if re.fullmatch(r"\d{1,6}", value) is None or not least <= int(value) <= most:
            faults.append(f"{name} is not a number from {least} to {most}")
            return default
        return int(value)

    def present(name: str) -> Path:
        path = Path(text(name))
        if not path.is_file():
            faults.append(f"{name} names no file")
        return path

    config = Config(
        listen=text("ADAPTER_LISTEN", pattern=r"\S+:\d{1,5}"),
        agency_code=text("ADAPTER_AGENCY_CODE", pattern=r"[a-z][a-z0-9]*(-[a-z0-9]+)*"),
        agency_name=text("ADAPTER_AGENCY_NAME"),
        allowed_peers=frozenset(filter(None, re.split(r"[,\s]+", text("ADAPTER_ALLOWED_PEERS")))),
        region=text("ADAPTER_REGION", pattern=r"\d{2}|\d{4}|\d{6}"),
        since=text("ADAPTER_SINCE", pattern=r"\d{4}-\d{2}-\d{2}"),
        registry_file=Path(text("REGISTRY_FILE")),
        journal_file=Path(text("JOURNAL_FILE")),
        journal_key_file=Path(text("JOURNAL_KEY_FILE")),
        receipt_key_file=Path(text("RECEIPT_KEY_FILE")),
        warrant_keys_file=present("WARRANT_KEYS_FILE"),
        tls_certificate_file=present("TLS_CERT_FILE"),
        tls_key_file=present("TLS_KEY_FILE"),
        tls_authority_file=present("TLS_CA_FILE"),
        operator=text("ADAPTER_OPERATOR", "adapter"),
        max_page_records=number("ADAPTER_MAX_PAGE_RECORDS", 100, 1, 5000),
        max_concurrent=number("ADAPTER_MAX_CONCURRENT", 8, 1, 100),
        review_seconds=number("ADAPTER_REVIEW_SECONDS", 3600, 1, 604800),
    )
    if faults:
        sys.exit("the configuration is not whole:\n  " + "\n  ".join(faults))
    return config

"""登记簿: each question is searched once and answered for ever with the same bytes."""

import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Optional

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import ContractError

NONCE_BYTES = 12

SCHEMA = """
create table if not exists question (
  leg_id        text not null,
  round         integer not null,
  fingerprint   text not null,
  warrant_id    text not null,
  case_number   text not null,
  notice_number text not null,
  court_code    text not null,
  asked_by      text not null,
  asked_at      real not null,
  rung          text,
  review_until  real,
  withdrawn_at  real,
  primary key (leg_id, round)
);
create table if not exists page (
  leg_id     text not null,
  round      integer not null,
  page_token text not null,
  answer     blob not null, -- sealed: the serialized answer exactly as it was sent
  receipt    blob not null,
  primary key (leg_id, round, page_token)
);
create table if not exists receipt_number (number integer primary key autoincrement);
"""


@dataclass(frozen=True)
class Page:
    page_token: str
    answer: bytes
    receipt: bytes


@dataclass(frozen=True)
class Entry:
    """Who asked what on which authority, as the register of questions shows it."""

    leg_id: str
    round: int
    fingerprint: str
    warrant_id: str
    case_number: str
    notice_number: str
    court_code: str
    asked_by: str


class Journal:
    """A SQLite file of the adapter's own. What it cannot keep is not answered: STORAGE_UNAVAILABLE."""

    def __init__(self, path: Path, key_file: Path):
        self._path = path
        self._cipher = AESGCM(_open_or_create_key(key_file))
        self._writing = threading.Lock()
        with self._connect() as connection:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(SCHEMA)

    def ping(self) -> None:
        with self._connect() as connection:
            connection.execute("select count(*) from question where rowid < 0").fetchone()

    def enter(self, entry: Entry) -> None:
        """Raises LEG_WITHDRAWN, ROUND_NOT_OPEN, or LEG_CONFLICT when the key stands for another question."""
        with self._writing, self._connect() as connection:
            if self._is_withdrawn(connection, entry.leg_id):
                raise ContractError("LEG_WITHDRAWN")
            if entry.round > 1 and not self._asked_back(connection, entry):
                raise ContractError("ROUND_NOT_OPEN")
            connection.execute(
                """insert or ignore into question (leg_id, round, fingerprint, warrant_id, case_number,
                     notice_number, court_code, asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    entry.leg_id,
                    entry.round,
                    entry.fingerprint,
                    entry.warrant_id,
                    entry.case_number,
                    entry.notice_number,
                    entry.court_code,
                    entry.asked_by,
                    time.time(),
                ),
            )
            kept = connection.execute(
                "select fingerprint from question where leg_id = ? and round = ?", (entry.leg_id, entry.round)
            ).fetchone()
        if kept[0] != entry.fingerprint:
            raise ContractError("LEG_CONFLICT")

    def find_page(self, leg_id: str, round_number: int, page_token: str) -> Optional[Page]:
        """The page as it was sent before; a deferral is nothing that is sent again."""
        with self._connect() as connection:
            row = connection.execute(
                "select answer, receipt from page where leg_id = ? and round = ? and page_token = ?",
                (leg_id, round_number, page_token),
            ).fetchone()
        if row is None:
            return None
        sealed = bytes(row[0])
        place = _place(leg_id, round_number, page_token)
        answer = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
        return Page(page_token, answer, bytes(row[1]))

    def review_until(self, leg_id: str, round_number: int, seconds: int) -> float:
        """Until when (seconds since 1970) a person at the bureau looks at this question; set at the first call."""
        with self._writing, self._connect() as connection:
            connection.execute(
                "update question set review_until = coalesce(review_until, ?) where leg_id = ? and round = ?",
                (time.time() + seconds, leg_id, round_number),
            )
            row = connection.execute(
                "select review_until from question where leg_id = ? and round = ?", (leg_id, round_number)
            ).fetchone()
        return float(row[0])

    def record(self, leg_id: str, round_number: int, rung: str, pages: List[Page]) -> None:
        """Keeps the answer before it is sent. A leg that was withdrawn meanwhile is answered no more."""
        with self._writing, self._connect() as connection:
            if self._is_withdrawn(connection, leg_id):
                raise ContractError("LEG_WITHDRAWN")
            connection.execute(
                "update question set rung = ? where leg_id = ? and round = ?", (rung, leg_id, round_number)
            )
            for page in pages:
                nonce = os.urandom(NONCE_BYTES)
                place = _place(leg_id, round_number, page.page_token)
                sealed = nonce + self._cipher.encrypt(nonce, page.answer, place)
                connection.execute(
                    "insert into page (leg_id, round, page_token, answer, receipt) values (?, ?, ?, ?, ?)",
                    (leg_id, round_number, page.page_token, sealed, page.receipt),
                )

    def next_receipt_number(self, agency_code: str) -> str:
        with self._writing, self._connect() as connection:
            number = connection.execute("insert into receipt_number default values").lastrowid
        return f"{agency_code}-{time.strftime('%Y%m%d', time.gmtime())}-{number:06d}"

    def withdraw(self, leg_id: str) -> str:
        """WITHDRAWN, ALREADY_ANSWERED or UNKNOWN_LEG; repeating it is harmless."""
        with self._writing, self._connect() as connection:
            row = connection.execute(
                "select rung, withdrawn_at from question where leg_id = ? order by round desc limit 1", (leg_id,)
            ).fetchone()
            if row is None:
                return "UNKNOWN_LEG"
            if row[0] not in (None, "deferred", "clarification"):
                return "ALREADY_ANSWERED"
            connection.execute(
                "update question set withdrawn_at = coalesce(withdrawn_at, ?) where leg_id = ?",
                (time.time(), leg_id),
            )
        return "WITHDRAWN"

    @staticmethod
    def _is_withdrawn(connection: sqlite3.Connection, leg_id: str) -> bool:
        found = connection.execute(
            "select 1 from question where leg_id = ? and withdrawn_at is not null", (leg_id,)
        ).fetchone()
        return found is not None

    @staticmethod
    def _asked_back(connection: sqlite3.Connection, entry: Entry) -> bool:
        row = connection.execute(
            "select rung from question where leg_id = ? and round = ?", (entry.leg_id, entry.round - 1)
        ).fetchone()
        return row is not None and row[0] == "clarification"

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._path, timeout=5)
            try:
                with connection:
                    yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise ContractError("STORAGE_UNAVAILABLE") from error


def _place(leg_id: str, round_number: int, page_token: str) -> bytes:
    """Ties a sealed answer to its row: moved to another one it does not open."""
    return f"page/{leg_id}/{round_number}/{page_token}".encode("ascii")


def _open_or_create_key(path: Path) -> bytes:
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(AESGCM.generate_key(256))
    return path.read_bytes()

"""The bureau's own register: a SQLite file, opened read-only for each search and given up when nobody waits."""

import sqlite3
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence

from .errors import ContractError

# After how many steps of SQLite's machine it asks whether to go on.
STEPS = 1000
# One wait for a lock; between two of them the adapter looks whether anybody still waits for the answer.
LOCK_SECONDS = 0.1
RETRY_AFTER_MS = 5_000

Row = Dict[str, Any]


class SearchLimits:
    """How long a search may go on: until its time is over, or until the one who asked has hung up."""

    def __init__(self, until: float, is_wanted: Callable[[], bool]):
        self._until = until
        self._is_wanted = is_wanted

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._until or not self._is_wanted()


class Registry:
    def __init__(self, path: Path):
        self._path = path

    def search(self, statements: Sequence[tuple], limits: SearchLimits) -> List[List[Row]]:
        """
        The rows of each statement, all of one moment. Raises REGISTRY_UNAVAILABLE, REGISTRY_TIMEOUT or
        REGISTRY_ROW_UNREADABLE; never answers fewer rows than there are.
        """
        while not limits.is_over:
            try:
                return self._read(statements, limits)
            except sqlite3.OperationalError as error:
                if str(error) == "interrupted":
                    break
                # Somebody writes: wait, as long as anybody waits for us.
                if "locked" in str(error):
                    continue
                raise ContractError("REGISTRY_UNAVAILABLE", retry_after_ms=RETRY_AFTER_MS) from error
            except sqlite3.Error as error:
                raise ContractError("REGISTRY_ROW_UNREADABLE") from error
        raise ContractError("REGISTRY_TIMEOUT")

    def ping(self) -> None:
        """Raises when the register cannot be searched now."""
        limits = SearchLimits(time.monotonic() + 1, lambda: True)
        self.search([("select xh from clxx limit 1", ())], limits)

    def _read(self, statements: Sequence[tuple], limits: SearchLimits) -> List[List[Row]]:
        connection = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=LOCK_SECONDS)
        try:
            connection.row_factory = sqlite3.Row
            connection.set_progress_handler(lambda: 1 if limits.is_over else 0, STEPS)
            # One transaction, one snapshot.
            connection.execute("begin")
            return [[dict(row) for row in connection.execute(sql, values)] for sql, values in statements]
        finally:
            connection.close()

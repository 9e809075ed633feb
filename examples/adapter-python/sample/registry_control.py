"""
Makes the register fail, for the conformance suite (its --control exec:…):

    /usr/bin/python3 sample/registry_control.py REGISTRY_FILE cut | hung | garbled | heal
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

NOISE = bytes((each * 37 + 11) % 256 for each in range(4096))
HOLDER_SECONDS = 10
LONGEST_HOLD_SECONDS = 600


def aside(registry: Path) -> Path:
    return registry.with_suffix(".aside")


def holder_file(registry: Path) -> Path:
    return registry.with_suffix(".holder")


def cut(registry: Path) -> None:
    registry.rename(aside(registry))


def garble(registry: Path) -> None:
    registry.rename(aside(registry))
    registry.write_bytes(NOISE)


def hang(registry: Path) -> None:
    """Somebody writes and does not end: every reader waits."""
    command = [sys.executable, __file__, str(registry), "hold"]
    holder = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + HOLDER_SECONDS
    while not holder_file(registry).exists():
        if time.monotonic() > until or holder.poll() is not None:
            sys.exit("the lock was not got")
        time.sleep(0.02)


def hold(registry: Path) -> None:
    connection = sqlite3.connect(registry, timeout=HOLDER_SECONDS, isolation_level=None)
    connection.execute("begin exclusive")
    holder_file(registry).write_text(str(os.getpid()), "ascii")
    time.sleep(LONGEST_HOLD_SECONDS)


def heal(registry: Path) -> None:
    holder = holder_file(registry)
    if holder.exists():
        pid = int(holder.read_text("ascii"))
        holder.unlink()
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    if aside(registry).exists():
        aside(registry).replace(registry)


def main() -> None:
    words = {"cut": cut, "hung": hang, "garbled": garble, "heal": heal, "hold": hold}
    if len(sys.argv) != 3 or sys.argv[2] not in words:
        sys.exit(__doc__)
    registry = Path(sys.argv[1])
    if sys.argv[2] in ("cut", "hung", "garbled"):
        heal(registry)
    words[sys.argv[2]](registry)


if __name__ == "__main__":
    main()

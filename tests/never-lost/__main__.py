"""Runs the stories on every database there is, and says how many held."""

from __future__ import annotations

import sys
import time
import traceback

from house import SERVER, Lost, engines
from stories import STORIES


def main(words: list[str]) -> int:
    long = "long" in words
    chosen = [word for word in words if word in STORIES] or list(STORIES)
    passed = failed = 0
    if not SERVER:
        print("LEFT OUT: PostgreSQL: there is no server", flush=True)
    for name in chosen:
        for engine in engines():
            begun = time.monotonic()
            try:
                told = STORIES[name](engine, long)
            except (Lost, OSError, KeyError, ValueError) as error:
                failed += 1
                told = f"LOST: {error}" if isinstance(error, Lost) else traceback.format_exc()
            else:
                passed += bool(told) and not told.startswith("LEFT OUT")
            if told:
                print(f"{name} ({engine}, {time.monotonic() - begun:.0f} s): {told}", flush=True)
    print(f"# pass {passed}\n# fail {failed}", flush=True)
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))

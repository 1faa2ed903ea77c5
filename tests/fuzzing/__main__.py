"""``python -m tests.fuzzing MINUTES``: looks for pages and answers that break us, for as long as it is told.

What breaks us is printed in its smallest form, and remembered in .hypothesis for the next run of the tests.
"""

from __future__ import annotations

import importlib
import sys
import time
import traceback
from collections.abc import Callable, Iterator

from hypothesis import HealthCheck, settings

_EXAMPLES = 2_000
_MODULES = (
    *("tests.fuzzing.test_any_page", "tests.fuzzing.test_same_page", "tests.analysis.test_pages_hostile"),
    *("tests.web.test_any_bytes",),
)


def main(minutes: float) -> int:
    settings.register_profile("long", max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    settings.load_profile("long")
    properties = list(_properties())
    ends = time.monotonic() + 60 * minutes
    failed: set[str] = set()
    rounds = 0
    while time.monotonic() < ends:
        rounds += 1
        for name, holds in properties:
            if name in failed or time.monotonic() >= ends:
                continue
            try:
                holds()
            except Exception:  # noqa: BLE001  whatever breaks a property is what we look for
                failed.add(name)
                sys.stdout.write(f"{name} BROKEN\n{traceback.format_exc()}\n")
        sys.stdout.write(f"round {rounds}: {_EXAMPLES} examples of {len(properties) - len(failed)} properties\n")
        sys.stdout.flush()
    return bool(failed)


def _properties() -> Iterator[tuple[str, Callable[[], None]]]:
    for module in _MODULES:
        for name, found in vars(importlib.import_module(module)).items():
            if name.startswith("test_") and getattr(found, "is_hypothesis_test", False):
                yield name, found


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))

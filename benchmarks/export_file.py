"""An export of links as a vendor writes it: 28 columns of text, the same rows every time."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

_COLUMNS = (
    "Referring page title", "Referring page URL", "Language", "Platform", "Referring page HTTP code", "Domain rating",
    "UR", "Domain traffic", "Referring domains", "Linked domains", "External links", "Page traffic", "Keywords",
    "Target URL", "Left context", "Anchor", "Right context", "Type", "Content", "Nofollow", "UGC", "Sponsored",
    "Rendered", "Raw", "Lost status", "Drop reason", "First seen", "Last seen",
)  # fmt: skip


def export_rows(rows: int) -> Iterator[Sequence[str]]:
    """As many links on 60,000 hosts of very different size, all different."""
    chance = Random(5)
    yield _COLUMNS
    for n in range(rows):
        host = int(60_000 * chance.random() ** 2)
        prefix = "www" if host % 3 else "blog"
        query = f"?utm_source=feed&id={n}" if n % 7 == 0 else ""
        path = f"2025/{host % 12 + 1:02}/widgets-and-gadgets-{n}/{query}"
        page = f"https://{prefix}.site-{host}.example-{host % 97}.com/{path}"
        yield (
            f"How we chose widget number {n}, and why", page, "en", "wordpress", "200", f"{host % 100}.0", str(n % 80),
            str(n % 100_000), str(n % 300), str(n % 200), str(n % 50), str(n % 4000), str(n % 30),
            f"https://www.acme.com/guides/{n % 500}", "after a long search we decided to follow",
            f"Acme guide {n % 900}", "which explains all of it in plain words", "text", "true", "false", "false",
            "false", "true", "true", "", "", f"2025-{n % 12 + 1:02}-{n % 28 + 1:02} 07:06:33", "",
        )  # fmt: skip


if __name__ == "__main__":
    with Path(sys.argv[1]).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(export_rows(int(sys.argv[2])))

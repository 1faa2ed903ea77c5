"""Writes an export as a backlink tool would: 28 columns, of which an import wants a few."""

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_PAGES_A_HOST = 16
_HEADER = (
    "Referring page title", "Referring page URL", "Language", "Platform", "Referring page HTTP code", "Domain rating",
    "UR", "Domain traffic", "Referring domains", "Linked domains", "External links", "Page traffic", "Keywords",
    "Target URL", "Left context", "Anchor", "Right context", "Type", "Content", "Nofollow", "UGC", "Sponsored",
    "Rendered", "Raw", "Lost status", "Drop reason", "First seen", "Last seen",
)  # fmt: skip


def _rows(count: int) -> Iterator[Sequence[str]]:
    """A few hosts have most of the pages; every seventh address has a tracking parameter."""
    hosts, chance = count // _PAGES_A_HOST, random.Random(6)
    for n in range(count):
        host = int(hosts * chance.random() ** 2)
        name = f"{'www' if host % 3 else 'blog'}.site-{host}.example-{host % 97}.com"
        query = f"?utm_source=feed&id={n}" if n % 7 == 0 else ""
        yield (
            f"How we chose widget number {n}, and why",
            f"https://{name}/2025/{host % 12 + 1:02}/widgets-and-gadgets-{n}/{query}",
            "en", "wordpress", "200", f"{host % 100}.0", str(n % 80), str(n % 100_000), str(n % 300), str(n % 200),
            str(n % 50), str(n % 4000), str(n % 30), f"https://www.acme.com/guides/{n % 500}",
            "after a long search we decided to follow", f"Acme guide {n % 900}",
            "which explains all of it in plain words", "text", "true", "false", "false", "false", "true", "true", "",
            "", f"2025-{n % 12 + 1:02}-{n % 28 + 1:02} 07:06:33", "",
        )  # fmt: skip


def main() -> None:
    count, path = int(sys.argv[1]), Path(sys.argv[2])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        writer.writerows(_rows(count))


if __name__ == "__main__":
    main()

"""``python -m benchmarks [--only B1,B2] [--quick]``: runs the benchmarks and prints their ratios."""

from __future__ import annotations

import argparse
import importlib
import sys

from benchmarks.harness import Effort

# Imported one by one when their turn comes: this process must stay smaller than what it measures.
_BENCHMARKS = {
    "B1": ("extract", "what read_page costs beside the parser alone, and beside bs4"),
    "PL": ("placement", "telling links in the content from those around it, beside main-content extractors"),
    "B2": ("verify_http", "visiting, judging and recording links beside Scrapy and a bare client"),
    "B3": ("verify_tls", "the same over TLS, with a verified handshake for every page"),
    "B4": ("many_hosts", "20,000 names that each set a cookie: what the last visits cost beside the first"),
    "B4H": ("hosts_under_way", "a visit with 100, 1,000 and 10,000 hosts known and under way"),
    "B5": ("scan_names", "finding names on pages beside parsing alone, and beside an extractor and a loop"),
    "ME": ("mention_quality", "telling unlinked mentions from all else, on labelled pages"),
    "B6": ("import_links", "importing a million rows beside the sqlite3 command"),
    "RK": ("ranks", "importing five million ranked domains beside only unpacking their file"),
    "PC": ("poll_cycle", "a poll cycle over fifty sources: its memory, and whether it keeps their paces"),
    "B7": ("digest", "a digest and a list at a million links beside raw SQL"),
    "SIM": (
        "simulate",
        "a year of a pretend web: false losses, and how soon true ones are seen",
    ),
    "B9": ("ack", "how soon Slack is answered while visits and an import go on"),
    "B10": ("write_back", "recording what visits found beside bare sqlite3"),
    "B11": ("hostile", "hostile pages one by one, and what they cost the ordinary pages beside them"),
    "B12": ("names", "looking up names at 40 ms beside 64 threads at best and asyncio's own"),
}
_ROUNDS, _QUICK_ROUNDS = 5, 3


def main() -> int:
    arguments = _arguments()
    effort = Effort(_QUICK_ROUNDS if arguments.quick else _ROUNDS, arguments.quick)
    for name in arguments.only:
        where, what = _BENCHMARKS[name]
        sys.stdout.write(f"{name} {where}: {what}\n")
        sys.stdout.flush()
        sys.stdout.write(f"{importlib.import_module(f'benchmarks.{where}').run(effort)}\n\n")
        sys.stdout.flush()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Compare ourselves with our peers.")
    parser.add_argument("--only", type=_names, default=list(_BENCHMARKS), metavar="B1,B2", help="run only these")
    parser.add_argument("--quick", action="store_true", help="three rounds of smaller sets: a glance, not a figure")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = [name.strip().upper() for name in text.split(",")]
    unknown = [name for name in names if name not in _BENCHMARKS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is none of {', '.join(_BENCHMARKS)}")
    return names


if __name__ == "__main__":
    sys.exit(main())

"""Writes the part of ``.env.example`` that sources declare themselves: ``python -m docs.source_settings``."""

from __future__ import annotations

from pathlib import Path

from jobs.sources.port import Source, options_of
from jobs.sources.registry import SOURCES

EXAMPLE = Path(__file__).parents[1] / ".env.example"
_BEGIN = "# What each source wants, written by `python -m docs.source_settings`; one without its key is not asked.\n"
_NEXT_PART = "\n# ── "


def source_lines(kind: type[Source]) -> str:
    """The settings of one source as ``.env.example`` shows them."""
    lines = [f"# {kind.title}"]
    for one in options_of(kind):
        wanted = " (needed)" if one.is_required else ""
        lines += [f"# {one.what[:1].upper()}{one.what[1:]}{wanted}.", f"{one.variable}={one.default}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    head, _, rest = EXAMPLE.read_text(encoding="utf-8").partition(_BEGIN)
    tail = rest.partition(_NEXT_PART)[2]
    written = "\n".join(source_lines(kind) for kind in SOURCES if options_of(kind))
    EXAMPLE.write_text(f"{head}{_BEGIN}\n{written}{_NEXT_PART}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()

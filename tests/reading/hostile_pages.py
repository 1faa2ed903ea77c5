"""Pages that keep a parser busy for minutes or make it want gigabytes, and a look at the processes that read them."""

from __future__ import annotations

from pathlib import Path

from tests.analysis.readings import URL

LINK = b"<a href='https://acme.com/'>Acme</a>"

# Each attribute is compared with all before it; the "<" in some names hides from the guard that it is all one tag.
SLOW = b"<a " + b" ".join(b"a%x%s" % (at, b"<" if at % 500 == 0 else b"") for at in range(120_000)) + b">" + LINK
# Every paragraph builds all of them anew.
HUGE = b"<p>" + b"".join(b"<font color=%d>" % at for at in range(2_000)) + b"<p>x" * 20_000 + LINK
DEEP = b"<div>" * 200_000 + LINK

PAGE_URL = URL


def children_of(parent: int) -> list[int]:
    """The processes that a process started and has not buried."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

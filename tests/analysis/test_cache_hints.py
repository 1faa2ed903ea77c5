"""A page's word on how long its copy stays fresh."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.analysis.cache_hints import fresh_for
from jobs.analysis.visit import Visit
from tests.analysis.story import PAGE, START

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("headers", "hint"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=3600"}, HOUR),
        ({"cache-control": 'MAX-AGE="3600"'}, HOUR),
        ({"cache-control": "max-age=0, must-revalidate"}, None),
        ({"cache-control": "no-store, max-age=3600"}, None),
        ({"cache-control": "s-maxage=3600"}, None),
        ({"cache-control": "max-age=99999999999999999999"}, timedelta(seconds=999_999_999)),
        ({"cache-control": "max-age=abc"}, None),
        ({"expires": "Mon, 02 Mar 2026 10:00:00 GMT"}, HOUR),
        ({"expires": "Mon, 02 Mar 2026 08:00:00 GMT"}, None),
        ({"expires": "0"}, None),
        ({"expires": "Mon, 02 Mar 99999 08:00:00 GMT"}, None),
        ({"cache-control": "max-age=60", "expires": "Mon, 02 Mar 2026 10:00:00 GMT"}, timedelta(minutes=1)),
    ],
)
def test_cache_headers_say_how_long_a_copy_stays_fresh(headers: dict[str, str], hint: timedelta | None) -> None:
    assert fresh_for(Visit(PAGE, PAGE, 200, headers=tuple(headers.items())), START) == hint

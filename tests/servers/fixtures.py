"""The pretend servers as fixtures; a conftest imports what its tests use."""

from collections.abc import Iterator

import pytest

from tests.servers.web import SiteServer


@pytest.fixture
def site_server() -> Iterator[SiteServer]:
    with SiteServer() as server:
        yield server

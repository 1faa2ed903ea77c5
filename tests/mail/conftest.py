"""A workspace with one site, and a mail server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.mail.smtp import MailServer, Patience, Security, SmtpPost
from storage.store import Store
from tests.conftest import Clock
from tests.jobs.world import World, new_world
from tests.mail.letters import SENDER
from tests.servers.mail import SmtpServer, running
from tests.web.certificates import OPENSSL, Authority


@pytest.fixture
def world(store: Store, clock: Clock) -> World:
    return new_world(store, clock)


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with running(SmtpServer()) as server:
        yield server


@pytest.fixture
def post(smtp: SmtpServer, clock: Clock) -> SmtpPost:
    server = MailServer("127.0.0.1", smtp.port, Security.NONE)
    return SmtpPost(server, SENDER, _no_tls, clock, Patience())


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if OPENSSL is None:
        pytest.skip("needs the openssl command to make certificates")
    folder: Path = tmp_path_factory.mktemp("authority")
    return Authority(folder)


def _no_tls() -> object:
    raise AssertionError("nothing is encrypted on this way")

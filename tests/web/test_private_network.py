"""In a network where every address in the world answers, no forbidden one is ever called."""

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.web.canaries import PUBLIC
from tests.web.forbidden import BAD_HOSTS, DISGUISED_URLS, FORBIDDEN_ADDRESSES, FORBIDDEN_HOSTS

_ROOT = Path(__file__).parents[2]
_PROXIES = {"HTTP_PROXY": "http://10.0.0.9:8080", "https_proxy": "http://10.0.0.9:8080", "ALL_PROXY": "http://10.0.0.9"}
_WAYS_IN = (["unshare", "-n", "-m"], ["unshare", "-r", "-n", "-m"])  # as root, and as anybody where that is allowed


def way_in() -> list[str]:
    for way in _WAYS_IN:
        try:
            subprocess.run([*way, "ip", "link", "set", "lo", "up"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return way
    pytest.skip("this machine allows no private network")


@lru_cache
def heard() -> dict[str, Any]:
    command = [*way_in(), "env", *(f"{name}={value}" for name, value in _PROXIES.items())]
    command += [sys.executable, "-m", "tests.web.canaries"]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_nothing_but_public_addresses_on_the_ports_of_the_web_is_ever_contacted() -> None:
    """By number, name, redirect, robots.txt or a name with another second answer; proxies stand in the environment."""
    assert {tuple(contact) for contact in heard()["contacts"]} <= {(address, 80) for address in PUBLIC}
    assert len(heard()["contacts"]) >= 1
    assert heard()["came_of"]["good"] == "200"


def test_a_client_without_a_guard_would_have_reached_them_there() -> None:
    assert heard()["reached_naively"] >= 0.8 * len(FORBIDDEN_ADDRESSES)


def test_every_one_of_them_is_refused_for_what_it_is() -> None:
    """No timeout, no refused connection: nobody even tried."""
    came_of = heard()["came_of"]
    tried = [trouble for key, trouble in came_of.items() if key.startswith("straight")]
    assert len(tried) > 2 * (len(FORBIDDEN_ADDRESSES) + len(FORBIDDEN_HOSTS) + len(BAD_HOSTS) + len(DISGUISED_URLS))
    assert set(tried) == {"forbidden_address", "bad_address"}
    numbers = {f"redirect http://{host}/" for host in FORBIDDEN_HOSTS if host.isascii()}
    assert {came_of[key] for key in numbers} == {"forbidden_address"}

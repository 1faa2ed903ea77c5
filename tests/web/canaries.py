"""A private network in which every address answers and takes note, for proving what was never contacted.

Runs as a process of its own inside of a fresh network and mount namespace, and prints what it heard as one JSON object.
"""

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import cycle
from pathlib import Path

from jobs.web.opening import open_fetcher
from jobs.web.rules import FetchRules
from tests.web.forbidden import BAD_HOSTS, BAD_URLS, DISGUISED_URLS, FORBIDDEN_ADDRESSES, FORBIDDEN_HOSTS

PUBLIC = ("9.9.9.9", "2606:4700:4700::1111")
_NAME_SERVER = "127.0.0.53"
_PORTS = (22, 80, 443, 6379, 8080)
_A, _AAAA = 1, 28
_SHOWN = 80  # more of a long URL is not needed to tell which one it was


class Canaries:
    """Accepts at every address, port by port. Whoever comes is noted by the address and port that were called."""

    def __init__(self) -> None:
        self.contacts: list[tuple[str, int]] = []
        self.redirects: dict[str, str] = {}  # by host and path

    def listen(self) -> None:
        for port in _PORTS:
            for family, everywhere in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
                listener = socket.create_server((everywhere, port), family=family, backlog=512)
                threading.Thread(target=self._accept, args=[listener], daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            called, _ = listener.accept()
            address, port = called.getsockname()[:2]
            self.contacts.append((address, port))
            with called:
                called.settimeout(2)
                try:
                    called.sendall(self._answer(called.recv(65536)))
                except OSError:
                    continue  # a naive client that only wanted to be heard

    def _answer(self, request: bytes) -> bytes:
        lines = request.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1] if " " in lines[0] else ""
        host = next((line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")), "")
        location = self.redirects.get(host + path)
        if location is None:
            return b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi" if path == "/" else b"HTTP/1.1 404 No\r\n\r\n"
        return b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % location.encode()


class NameServer:
    """Answers A and AAAA over UDP. A name with several answers gives the next one to each question of its kind."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[Iterator[list[str]], Iterator[list[str]]]] = {}

    def put(self, name: str, *answers: list[str]) -> None:
        self.names[name] = (cycle(_of_kind(answers, 4)), cycle(_of_kind(answers, 6)))

    def listen(self) -> None:
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind((_NAME_SERVER, 53))
        threading.Thread(target=self._serve, args=[server], daemon=True).start()

    def _serve(self, server: socket.socket) -> None:
        while True:
            question, asker = server.recvfrom(4096)
            server.sendto(self._answer(question), asker)

    def _answer(self, question: bytes) -> bytes:
        end = question.index(b"\0", 12)
        labels, at = [], 12
        while at < end:
            labels.append(question[at + 1 : at + 1 + question[at]].decode("ascii"))
            at += 1 + question[at]
        kind = int.from_bytes(question[end + 1 : end + 3], "big")
        known = self.names.get(".".join(labels).lower())
        found = next(known[0 if kind == _A else 1]) if known and kind in (_A, _AAAA) else []
        records = b"".join(_record(kind, ip_address(address).packed) for address in found)
        flags = b"\x81\x80" if known else b"\x81\x83"
        counts = b"\0\1" + len(found).to_bytes(2, "big") + b"\0\0\0\0"
        return question[:2] + flags + counts + question[12 : end + 5] + records


def _of_kind(answers: Iterable[list[str]], version: int) -> list[list[str]]:
    return [[address for address in answer if ip_address(address).version == version] for answer in answers]


def _record(kind: int, data: bytes) -> bytes:
    return b"\xc0\x0c" + kind.to_bytes(2, "big") + b"\0\1" + b"\0\0\0\0" + len(data).to_bytes(2, "big") + data


def lay_out_network() -> None:
    """Every address of both families is ours here, and nothing is anybody else's."""
    for words in (
        "link set lo up",
        "addr add 9.9.9.10/32 dev lo",
        "-6 addr add 2606:4700::1/128 dev lo nodad",
        "route add local 0.0.0.0/0 dev lo",
        "-6 route add local ::/0 dev lo",
    ):
        subprocess.run(["ip", *words.split()], check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False) as resolver:
        resolver.write(f"nameserver {_NAME_SERVER}\noptions timeout:1 attempts:1\n")
    subprocess.run(["mount", "--bind", resolver.name, "/etc/resolv.conf"], check=True)
    Path(resolver.name).unlink()


def named(names: NameServer) -> list[str]:
    """A name for each forbidden address: alone, among good ones, and as the second answer of a name that turns."""
    urls = []
    for number, address in enumerate(text for text in FORBIDDEN_ADDRESSES if "%" not in text):
        names.put(f"only{number}.example.com", [address])
        names.put(f"mixed{number}.example.com", [PUBLIC[0], address, PUBLIC[1]])
        urls += [f"http://only{number}.example.com/", f"https://mixed{number}.example.com:443/"]
    return urls


def targets(names: NameServer) -> list[str]:
    hosts = [*FORBIDDEN_HOSTS, *BAD_HOSTS, *map(_in_url, FORBIDDEN_ADDRESSES)]
    direct = [f"{scheme}://{host}/" for host in hosts for scheme in ("http", "https")]
    ports = [f"http://good.example.com:{port}/" for port in _PORTS if port not in (80, 443)]
    return [*direct, *BAD_URLS, *DISGUISED_URLS, *ports, *named(names)]


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


async def visit_all(canaries: Canaries, names: NameServer) -> dict[str, str]:
    """Straight away, behind a redirect, and where the rules are said to stand: what came of each visit."""
    came_of = {}
    rules = FetchRules(host_pause=timedelta(0), deadline=timedelta(seconds=5))
    async with open_fetcher(rules, lambda: datetime.now(UTC)) as fetcher:
        for number, url in enumerate(targets(names)):
            came_of[f"straight {url[:_SHOWN]}"] = str((await fetcher.visit(url)).trouble)
            if not url.isprintable() or not url.isascii() or len(url) > 200:
                continue
            canaries.redirects[f"good.example.com/{number}"] = url
            seen = await fetcher.visit(f"http://good.example.com/{number}")
            came_of[f"redirect {url}"] = str(seen.trouble)
            names.put(f"rules{number}.example.com", list(PUBLIC))
            canaries.redirects[f"rules{number}.example.com/robots.txt"] = url
            await fetcher.visit(f"http://rules{number}.example.com/")
        came_of["good"] = str((await fetcher.visit("http://good.example.com/")).status)
    return came_of


async def visit_turning_name(names: NameServer) -> None:
    """Each fetcher asks DNS anew: the first is told a good address, the second ours, and so on."""
    names.put("turning.example.com", [PUBLIC[0]], ["127.0.0.1"])
    for _ in range(4):
        async with open_fetcher(FetchRules(host_pause=timedelta(0)), lambda: datetime.now(UTC)) as fetcher:
            await fetcher.visit("http://turning.example.com/")


def call_naively(names: NameServer) -> int:
    """How many forbidden places a client without a guard reaches here: what a silent canary is worth."""
    reached = 0
    for target in [
        *FORBIDDEN_ADDRESSES,
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.1",
        *(f"only{n}.example.com" for n in range(9)),
    ]:
        try:
            socket.create_connection((target, 80), timeout=2).close()
        except OSError:
            continue
        reached += 1
    return reached


def main() -> None:
    lay_out_network()
    canaries, names = Canaries(), NameServer()
    names.put("good.example.com", list(PUBLIC))
    canaries.listen()
    names.listen()
    came_of = asyncio.run(visit_all(canaries, names))
    asyncio.run(visit_turning_name(names))
    contacts = sorted(set(canaries.contacts))
    reached = call_naively(names)
    sys.stdout.write(json.dumps({"contacts": contacts, "came_of": came_of, "reached_naively": reached}) + "\n")


if __name__ == "__main__":
    main()

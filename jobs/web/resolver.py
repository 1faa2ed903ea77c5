"""Turns names into addresses we may connect to, once per name, and refuses a name if any of its addresses is bad."""

import asyncio
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from ipaddress import ip_address
from itertools import zip_longest

from jobs.analysis.visit import Trouble
from jobs.web.guard import address_is_allowed, address_is_opened, literal, name_trouble
from jobs.web.remembering import Fresh, Remembering
from jobs.web.rules import Address, FetchRules
from jobs.web.targets import Target
from jobs.web.troubles import TroubleError

LookUp = Callable[[str], Iterable[str]]  # blocking; raises OSError where there is no answer

_THREADS = 64
_TTL = 300.0
_NEGATIVE_TTL = 30.0
_REMEMBERED = 8192
_MAX_ADDRESSES = 3


def system_look_up(name: str) -> list[str]:
    """Ask the system's resolver; the dot keeps it from trying the operator's search domains."""
    found = socket.getaddrinfo(f"{name}.", None, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(address[0]) for *_, address in found]


class Resolver:
    """Has its own threads, because a slow name server must not hold up anything else that uses a thread."""

    def __init__(self, rules: FetchRules, look_up: LookUp) -> None:
        self._rules = rules
        self._look_up = look_up
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="dns")
        self._turns = asyncio.Semaphore(2 * _THREADS)  # each thread finds its next name waiting
        self._known: Remembering[str, tuple[Address, ...] | Trouble] = Remembering(_REMEMBERED)

    async def addresses(self, target: Target) -> tuple[str, ...]:
        """The addresses to try, best first; ``TroubleError`` where the target must not or cannot be reached."""
        is_trusted = (target.name, target.port) in self._rules.trusted
        addresses = await self._addresses(target.name, is_trusted)
        if isinstance(addresses, Trouble):
            raise TroubleError(addresses)
        if not is_trusted and not all(self._permits(address, target.port) for address in addresses):
            raise TroubleError(Trouble.FORBIDDEN_ADDRESS)
        return tuple(str(address) for address in _to_try(addresses))

    async def close(self) -> None:
        await self._known.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _permits(self, address: Address, port: int) -> bool:
        allowed = self._rules.allow_networks
        if port not in self._rules.ports and not address_is_opened(address, allowed):
            return False
        return address_is_allowed(address, allowed)

    async def _addresses(self, name: str, is_trusted: bool) -> tuple[Address, ...] | Trouble:
        if address := literal(name):
            return (address,)
        if listed := self._rules.hosts.get(name):
            return tuple(ip_address(address) for address in listed)
        trouble = None if is_trusted else name_trouble(name)
        return trouble or await self._known.get(name, lambda: self._ask(name))

    async def _ask(self, name: str) -> Fresh[tuple[Address, ...] | Trouble]:
        try:
            addresses = tuple(ip_address(text) for text in dict.fromkeys(await self._answer(name)))
        except TimeoutError:
            return Fresh(Trouble.DNS, 0)  # the name server is slow today; that says nothing about the name
        except (OSError, ValueError):  # ValueError: a name the resolver's encoding cannot take
            return Fresh(Trouble.DNS, _NEGATIVE_TTL)
        return Fresh(addresses or Trouble.DNS, _TTL if addresses else _NEGATIVE_TTL)

    async def _answer(self, name: str) -> Iterable[str]:
        """What the name server says, if it says so in time. Waiting for a thread is not the name server's slowness."""
        while True:
            await self._turns.acquire()
            answer = self._threads.submit(self._look_up, name)
            try:
                async with asyncio.timeout(self._rules.name_deadline.total_seconds()):
                    return await asyncio.wrap_future(answer)
            except TimeoutError:
                if not answer.cancelled():  # a look-up that no thread had begun can be taken back, and is tried again
                    raise
            finally:
                self._release(answer)

    def _release(self, answer: Future[Iterable[str]]) -> None:
        """A thread that nobody waits for any more is still busy: whoever comes next must not wait for it unawares."""
        if answer.done():
            self._turns.release()
            return
        loop = asyncio.get_running_loop()

        def give_back(_: object) -> None:
            with suppress(RuntimeError):  # the loop is gone: so are those who waited
                loop.call_soon_threadsafe(self._turns.release)

        answer.add_done_callback(give_back)


def _to_try(addresses: tuple[Address, ...]) -> list[Address]:
    """A few of both families in turn, so that a host with broken IPv6 is still reached."""
    families = [[address for address in addresses if address.version == version] for version in (4, 6)]
    in_turn = [address for pair in zip_longest(*families) for address in pair if address is not None]
    return in_turn[:_MAX_ADDRESSES]

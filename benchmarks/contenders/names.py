"""Looking up many names whose answers take 40 ms each, in the resolver's own threads or in asyncio's default ones."""

import asyncio
import sys
import time

from benchmarks.measuring import Section, tell
from jobs.web.resolver import Resolver
from jobs.web.rules import FetchRules
from jobs.web.targets import Target

_SECONDS = 0.04


def look_up(name: str) -> list[str]:
    """Waits as a name server would make us wait; no name leaves this machine."""
    time.sleep(_SECONDS)
    return ["93.184.216.34"] if name else []


def _target(name: str) -> Target:
    return Target(f"http://{name}/", "http", name, 80, "/")


async def ours(names: list[str]) -> int:
    resolver = Resolver(FetchRules(), look_up)
    found = await asyncio.gather(*(resolver.addresses(_target(name)) for name in names))
    await resolver.close()
    return sum(map(len, found))


async def default_threads(names: list[str]) -> int:
    found = await asyncio.gather(*(asyncio.to_thread(look_up, name) for name in names))
    return sum(map(len, found))


def main() -> None:
    how, count = sys.argv[1:]
    names = [f"name{number}.example.com" for number in range(int(count))]
    began, cpu = time.perf_counter(), time.process_time()
    found = asyncio.run(ours(names) if how == "ours" else default_threads(names))
    section = Section(time.process_time() - cpu, time.perf_counter() - began)
    tell(section, found)


if __name__ == "__main__":
    main()

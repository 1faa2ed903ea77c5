"""Has pages visited while a command waits: by the worker that runs already, or by a checker of our own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from storage.errors import AlreadyRunningError

Step = Callable[[], object]


@contextmanager
def visiting(
    claim: Callable[[], AbstractContextManager[object]], check: Callable[[], AbstractContextManager[Step]]
) -> Iterator[Step]:
    """Yields what moves the visits on: nothing while a worker holds ``claim``; should it end, we take its place."""
    with ExitStack() as held:
        own: list[Step] = []

        def step() -> None:
            if not own:
                try:
                    held.enter_context(claim())
                except AlreadyRunningError:
                    return
                own.append(held.enter_context(check()))
            own[0]()

        yield step

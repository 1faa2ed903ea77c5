"""The one error of this package, so that every way a visit can fail carries exactly why."""

import ssl

import httpx

from jobs.analysis.visit import Trouble


class TroubleError(httpx.TransportError):
    """A request that brought no answer. It says nothing about the link."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def trouble_of(error: OSError) -> Trouble:
    """What an operating system's or TLS library's error means for a visit."""
    if isinstance(error, ssl.SSLError):
        return Trouble.TLS
    if isinstance(error, TimeoutError):
        return Trouble.TIMEOUT
    if isinstance(error, ConnectionRefusedError):
        return Trouble.REFUSED
    if isinstance(error, ConnectionError):
        return Trouble.RESET
    return Trouble.REFUSED  # no route, no network, no descriptor left: nobody was reached

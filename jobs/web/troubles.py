"""The one error of this package, so that every way a visit can fail carries exactly why."""

import ssl
from datetime import timedelta

import httpx

from jobs.analysis.visit import Trouble

# OpenSSL's X509_V_ERR_… numbers, which say what is wrong with a certificate.
_CERTIFICATE = {
    9: Trouble.TLS_EXPIRED,  # not valid yet: one of the two clocks is wrong
    10: Trouble.TLS_EXPIRED,
    18: Trouble.TLS_SELF_SIGNED,
    62: Trouble.TLS_NAME,
    64: Trouble.TLS_NAME,  # an IP address instead of a name
}
TLS_TROUBLES = frozenset({Trouble.TLS, Trouble.TLS_UNTRUSTED, *_CERTIFICATE.values()})


class TroubleError(httpx.TransportError):
    """A request that brought no answer. It says nothing about the link.

    ``retry_after`` is how long the host still wants to be left alone, where it said so.
    """

    def __init__(self, trouble: Trouble, retry_after: timedelta | None = None) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.retry_after = retry_after


def trouble_of(error: OSError) -> Trouble:
    """What an operating system's or TLS library's error means for a visit."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(error.verify_code, Trouble.TLS_UNTRUSTED)
    if isinstance(error, ssl.SSLError):
        return Trouble.TLS
    if isinstance(error, TimeoutError):
        return Trouble.TIMEOUT
    if isinstance(error, ConnectionRefusedError):
        return Trouble.REFUSED
    if isinstance(error, ConnectionError):
        return Trouble.RESET
    return Trouble.REFUSED  # no route, no network, no descriptor left: nobody was reached

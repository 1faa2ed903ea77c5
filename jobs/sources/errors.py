"""Why a source gave no answer, as finely as what to do about it differs."""

from __future__ import annotations

from datetime import datetime

from storage.errors import AnchorwatchError

_SAMPLE = 200


class SourceError(AnchorwatchError):
    """A source did not give what it was asked for. The watermark stays, and nobody reads "nothing found"."""


class AuthError(SourceError):
    """The key, login or permission is refused: asking again with the same settings is useless."""


class QuotaError(SourceError):
    """What we may ask is used up until ``reset_at`` (None: the source did not say)."""

    def __init__(self, message: str, reset_at: datetime | None = None) -> None:
        super().__init__(message)
        self.reset_at = reset_at


class RateLimitedError(SourceError):
    """We asked too often; ``retry_at`` as the source said, if it did."""

    def __init__(self, message: str, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class TransientError(SourceError):
    """It may work the next time: a server error, a time-out, a dropped connection."""


class SchemaDriftError(SourceError):
    """The answer has another shape than the one we know; ``sample`` is how it begins."""

    def __init__(self, message: str, sample: str = "") -> None:
        super().__init__(message)
        self.sample = sample[:_SAMPLE]


class GoneError(SourceError):
    """What was asked for has ended for good, such as a feed that answers 410."""


class RefusedQueryError(GoneError):
    """The source does not take this query as it is; others it may."""

"""Errors that say one plain sentence to a person and one precise line to the log."""


class AnchorwatchError(Exception):
    """Something we were asked to do could not be done. ``user_message`` is what a person reads."""

    def __init__(self, message: str, user_message: str | None = None) -> None:
        super().__init__(message)
        self.user_message = user_message or message

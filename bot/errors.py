"""The border where errors become one plain sentence for a person, and a traceback for the log."""

import logging
from collections.abc import Callable

from bot.blocks import help
from storage.domain import Message
from storage.errors import AnchorwatchError

logger = logging.getLogger(__name__)

_SORRY = Message("Something went wrong on our side. It has been logged; please try again in a moment.")


class UsageError(AnchorwatchError):
    """A command was given arguments we cannot use; the message shows an example that works."""


def answering(respond: Callable[[Message], object], work: Callable[[], None]) -> None:
    """Do the work; whatever goes wrong is answered with one sentence, never with silence."""
    try:
        work()
    except AnchorwatchError as error:
        logger.info("request refused", extra={"reason": str(error)})
        respond(help.refusal(error.user_message))
    except Exception:
        logger.exception("request failed")
        respond(_SORRY)

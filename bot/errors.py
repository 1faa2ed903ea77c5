"""The borders where errors become one plain sentence for a person, and a traceback for the log."""

import logging
import sys
from collections.abc import Callable

from bot.blocks import help
from bot.standard_streams import settle_output
from storage.domain import Message
from storage.errors import AnchorwatchError, WrongRequestError

logger = logging.getLogger(__name__)

_SORRY = "Something went wrong on our side. It has been logged; please try again in a moment."


class UsageError(WrongRequestError):
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
        respond(Message(_SORRY))


def exit_code(command: Callable[[], int]) -> int:
    """Run a command: 1 and a sentence on stderr where it could not be done, 2 where it was asked for wrongly."""
    try:
        return command()
    except AnchorwatchError as error:
        sys.stderr.write(f"{error.user_message}\n")
        return 2 if isinstance(error, WrongRequestError) else 1
    except BrokenPipeError:  # whoever read our output has seen enough
        settle_output()
        return 1
    except OSError as error:
        settle_output()
        where = f" ({error.filename})" if error.filename else ""
        sys.stderr.write(f"Cannot go on: {error.strerror or error}{where}.\n")
        return 1
    except Exception:
        if not logging.getLogger().handlers:
            from bot.logs import configure_logs  # costs more than many a command, and few fail before they have it

            configure_logs("warning")
        logger.exception("command failed")
        sys.stderr.write(f"{_SORRY}\n")
        return 1

"""What may be believed after one attempt to send a letter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from storage.domain import Letter


class Outcome(Enum):
    SENT = auto()  # the mail server has taken it over
    LATER = auto()  # surely not sent; this letter is to be tried again
    NO_SERVER = auto()  # surely not sent, and no other letter would be: the server, or our account there, is in trouble
    REFUSED = auto()  # surely not sent, and never will be as it is
    UNSURE = auto()  # it was handed over whole, and nobody said whether it was taken


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    error: str = ""


class Post(Protocol):
    """Hands one letter to a mail server; never tries twice by itself, and never raises for what a server does."""

    def send(self, letter: Letter) -> Answer: ...

"""What all letters of one language share: how they begin and end, and how they remind."""

from __future__ import annotations

from dataclasses import dataclass

from storage.domain import Occasion, Template


@dataclass(frozen=True, slots=True)
class Said:
    """What one letter says between greeting and close: its subject, why we write, what we ask for; and how the
    first reminder asks again."""

    subject: str
    why: str
    ask: str
    again: str


@dataclass(frozen=True, slots=True)
class Frame:
    """``reminder`` stands before ``Said.again``, ``last`` is the whole last reminder.

    ``source`` says where the address is from, and that they may object: with the first letter at the latest (GDPR,
    Articles 14 and 21).
    """

    lang: str
    greeting: str
    close: str
    source: str
    reminder: str
    no_answer_needed: str
    last: str

    def letter(self, occasion: Occasion, said: Said) -> Template:
        first = (f"{self.reminder} {said.again}", self.no_answer_needed)
        return Template(
            occasion,
            self.lang,
            said.subject,
            self._written(said.why, "{{ personal_line }}", said.ask) + self._source(),
            (self._written(*first), self._written(self.last)),
        )

    def _source(self) -> str:
        return f"\n{{% if address_found_on %}}\n\n{self.source}\n{{% endif %}}"

    def _written(self, *paragraphs: str) -> str:
        return "\n\n".join((self.greeting, *paragraphs, self.close))

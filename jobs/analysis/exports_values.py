"""What the cells of a link export mean: dates, authority figures and the vendor's word on a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from jobs.analysis.exports_columns import StateKind

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "jan ene gen janv januar january enero janvier",
            "feb fev fév fevr févr february",
            "mar mär mrz mrt mars march",
            "apr abr avr avril april",
            "may mai mei mag mayo maggio",
            "jun giu juin june junio juni",
            "jul lug juil july julio juli",
            "aug ago aoû août aout august agosto",
            "sep set sept september septembre",
            "oct okt ott out october octobre",
            "nov november novembre",
            "dec dez dic déc december décembre",
        ),
        start=1,
    )
    for month in names.split()
}
_TRUE = {"true", "1", "yes", "y", "x", "ja", "oui", "si", "sí", "sim", "да", "tak", "evet", "כן", "はい", "是"}
_FALSE = {
    "",
    "false",
    "0",
    "no",
    "n",
    "nein",
    "non",
    "não",
    "nao",
    "нет",
    "nie",
    "hayır",
    "nee",
    "לא",
    "いいえ",
    "否",
    "-",
}
_PAID = {"paid", "contract", "sponsored", "bought", "agreed", "signed", "active", "t", "✓", "✔", "bezahlt", "gekauft",
         "pagado", "payé", "pagato", "оплачено"}  # fmt: skip
_AMOUNT = re.compile(r"[1-9]")
_LOST_WORDS = {"removed", "deleted", "not found", "gone", "link not found", "lnf", "404", "disappeared"}

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?(?: de)? ([^\W\d_]{3,9})\.?,?(?: de)? (\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_UNIX = re.compile(r"\d{10}")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_HINT_LENGTH = 60


@dataclass(frozen=True, slots=True)
class SlashedDates:
    """How a file writes 03/04/2026. None: nothing in it proves the order, so such a date is no date."""

    day_first: bool | None = None


def slashed_dates(cells: Iterable[str]) -> SlashedDates:
    """Only a number above twelve proves which of the two is the day."""
    found = [match for cell in cells if (match := _SLASHED.match(cell.strip()))]
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[2]) > 12 for match in found)
    return SlashedDates(day_first if day_first != month_first else None)


def read_date(text: str, slashed: SlashedDates) -> datetime | None:
    """The moment a vendor's cell names, in UTC; None when it cannot be told for certain."""
    text = " ".join(text.split())
    try:
        if _ISO_DATE.match(text):
            return _iso(text)
        if _UNIX.fullmatch(text):
            return datetime.fromtimestamp(int(text), UTC)
        return _written_out(text) or _in_numbers(text, slashed)
    except (ValueError, OverflowError):  # the 31st of a short month, the year 0
        return None


def _iso(text: str) -> datetime:
    """``2026-03-01``, with a time or without; what cannot be read after the date does not matter."""
    try:
        moment = datetime.fromisoformat(text.replace(" +", "+").replace(" UTC", ""))
    except ValueError:
        moment = datetime.fromisoformat(text[:10])
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _written_out(text: str) -> datetime | None:
    if match := _DAY_MONTH.match(text):
        day, name, year = match.groups()
    elif match := _MONTH_DAY.match(text):
        name, day, year = match.groups()
    else:
        return None
    month = _MONTHS.get(name.casefold()) or _MONTHS.get(name.casefold()[:3])
    return datetime(int(year), month, int(day), tzinfo=UTC) if month else None


def _in_numbers(text: str, slashed: SlashedDates) -> datetime | None:
    if match := _YEAR_FIRST.match(text):
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
    if match := _DOTTED.match(text):  # nobody writes months first with dots
        return datetime(int(match[3]), int(match[2]), int(match[1]), tzinfo=UTC)
    match = _SLASHED.match(text)
    if not match or slashed.day_first is None:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if slashed.day_first else (second, first)
    return datetime(int(match[3]), month, day, tzinfo=UTC)


def read_authority(text: str) -> int | None:
    """A figure from 0 to 100, whichever decimal sign it uses."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    value = round(float(text.replace(",", ".")))
    return value if value <= 100 else None


def read_contract(text: str) -> bool:
    """Whether the link is paid for or agreed on: a yes, a word for it, or what it cost. A price of nothing is none."""
    word = " ".join(text.split()).casefold()
    return word in _TRUE or word in _PAID or _AMOUNT.search(word) is not None


def read_state(text: str, kind: StateKind) -> str | None:
    """What the vendor believes of the link, as a hint that starts with "lost" if that is it: our visits decide."""
    word = " ".join(text.split()).casefold()
    match kind:
        case StateKind.FLAG:
            return "lost" if word in _TRUE else None
        case StateKind.DATE:
            return None if word in _FALSE else "lost"
        case StateKind.REASON:
            return None if word in _FALSE else f"lost: {word}"[:_HINT_LENGTH]
        case StateKind.WORD:
            return (f"lost: {word}" if word in _LOST_WORDS else word)[:_HINT_LENGTH] or None

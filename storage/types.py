"""Column types that refuse what a database would garble: naive times, NULs, half characters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

import orjson
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Enum,
    Integer,
    String,
    TypeDecorator,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

T = TypeVar("T")

_encode_anything = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

BigId = BigInteger().with_variant(Integer(), "sqlite")
JSON_COLUMN = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def storable(text: str) -> str:
    """Text as every database accepts it: NULs and lone surrogates become U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a naive one is refused, because nobody can say which moment it is."""
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}: times are stored aware, in UTC")
    return moment.astimezone(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, always UTC. SQLite keeps fixed-width ISO text, which sorts like the moments do."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else DateTime(timezone=True))

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Called for every time of every row written: no layer more than needed."""
        last: tuple[datetime | None, str | None] = (None, None)

        def to_text(value: datetime | None) -> str | None:
            nonlocal last
            known, text = last
            if value is not known:  # most times of a row are one and the same
                text = None if value is None else utc(value).isoformat(" ", "microseconds")
                last = (value, text)
            return text

        def to_driver(value: datetime | None) -> datetime | None:
            return None if value is None else utc(value)

        return to_text if dialect.name == "sqlite" else to_driver

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:  # noqa: ARG002
        """Called for every time of every row read: no layer more than needed."""
        parse = datetime.fromisoformat

        def from_text(value: str | None) -> datetime | None:
            return None if value is None else parse(value)

        def from_driver(value: datetime | None) -> datetime | None:
            return None if value is None else value.astimezone(UTC)

        return from_text if dialect.name == "sqlite" else from_driver


class CleanText(TypeDecorator[str]):
    """Text from strangers, made storable on its way in."""

    impl = String
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:  # noqa: ARG002
        return _storable_or_none


def _storable_or_none(text: str | None) -> str | None:
    return None if text is None else storable(text)


class Coded(TypeDecorator[T], Generic[T]):
    """A domain value kept as JSON, by a pair of functions that write and read it."""

    impl = JSON
    cache_ok = True

    def __init__(self, encode: Callable[[T], Any], decode: Callable[[Any], T]) -> None:
        super().__init__()
        self.encode = encode
        self.decode = decode

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(JSON_COLUMN.dialect_impl(dialect))

    def process_bind_param(self, value: T | None, dialect: Dialect) -> object:  # noqa: ARG002
        return None if value is None else self.encode(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[T | None], Any] | None:
        """On SQLite, straight from value to text: every link that is written has four of these."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)
        encode = self.encode

        def to_text(value: T | None) -> str | None:
            return None if value is None else json_text(encode(value))

        return to_text

    def process_result_value(self, value: object, dialect: Dialect) -> T | None:  # noqa: ARG002
        return None if value is None else self.decode(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], T | None] | None:
        """On SQLite, straight from text to value: every link that is read has three of these."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        parse, decode = orjson.loads, self.decode

        def from_text(text: str | None) -> T | None:
            return None if text is None else decode(parse(text))

        return from_text


def json_text(value: object) -> str:
    """Compact JSON that every database accepts; the engine writes all JSON columns with it."""
    try:
        text = orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # half a character, or a number beyond 64 bits
        return _encode_anything(_cleaned(value))
    return _encode_anything(_cleaned(value)) if "\\u0000" in text else text


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): _cleaned(item) for key, item in value.items()}
    return value


def spelt_out(value: StrEnum | int) -> ColumnElement[Any]:
    """A constant that stands in the statement itself: only so does a database see that a partial index fits."""
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))


class _Words(Enum):
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:  # noqa: ARG002
        """Called for five words of every check: no layer more than needed."""
        return _plain_or_none


def _plain_or_none(word: str | None) -> str | None:
    return None if word is None else str.__str__(word)


def words(kind: type[StrEnum]) -> Enum:
    """A column that holds the words of ``kind`` as plain text, so that a new word needs no migration."""
    return _Words(kind, native_enum=False, length=24, values_callable=lambda members: [m.value for m in members])

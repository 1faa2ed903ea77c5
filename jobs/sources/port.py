"""The port of every source: one half says what to ask, the other reads the answer; the framework does all the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, runtime_checkable
from urllib.parse import urlencode, urlsplit

from jobs.sources.errors import SchemaDriftError, SourceError
from storage.domain import Brand, Finding, Wanted

_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # of a pair as a rule


@dataclass(frozen=True, slots=True)
class Pace:
    """``between`` two requests to the source, whoever asks; ``every`` is how often one query is asked again.

    ``is_one_server``: trouble with one query is trouble with all. Feeds are as many servers as there are feeds.
    """

    between: timedelta = timedelta(seconds=2)
    every: timedelta = timedelta(hours=6)
    is_one_server: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """What a site wants to be found by. ``feeds`` are addresses the team watches; ``terms`` words beside the brands."""

    domains: tuple[str, ...]
    brands: tuple[Brand, ...] = ()
    feeds: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def owns(self, host: str) -> bool:
        """Whether a host is one of the domains, or below one."""
        name = host.lower().rstrip(".")
        return any(name == domain or name.endswith(f".{domain}") for domain in self.domains)


@dataclass(frozen=True, slots=True)
class Query:
    wanted: Wanted
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One request for one query: ``since`` when (the watermark with some overlap; None: everything), and from where on.

    ``cursor`` is what the last page gave to go on from, ``memory`` what the last poll left (an ETag), ``token`` what
    signing in gave.
    """

    query: Query
    now: datetime
    since: datetime | None = None
    cursor: str = ""
    memory: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What goes over the wire. ``is_strangers``: the address is not the operator's choice, so no private place is
    open to it. ``url`` may hold a key, so it is never logged."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = field(default=b"", repr=False)
    is_strangers: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole. ``headers`` have lower-case names; ``url`` is where it came from, redirects followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    url: str
    at: datetime

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace").removeprefix("\ufeff")

    def json(self) -> Any:  # noqa: ANN401  (JSON may be anything)
        """The body as JSON, or ``SchemaDriftError``: an HTML page or a line of text in its place is no answer.

        Half characters become question marks: no address could hold them, that of the next page neither.
        """
        try:
            said = json.loads(self.text, strict=False)
            if not _HALF.search(self.text):
                return said
            return json.loads(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise SchemaDriftError("the answer is not JSON", self.text.lstrip()) from None


class UnreadAnswerError(SchemaDriftError):
    """A whole ``reply`` came, and nobody could read it."""

    def __init__(self, message: str, reply: Reply) -> None:
        super().__init__(message)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer. ``next_cursor`` is empty at the end.

    ``complete``: the paging ended by itself and nothing was held back, so that what is missing is missing there.
    ``cost`` is in the source's own unit. ``warnings`` are shown; a page with one is never complete. ``rest`` is how
    long the source wants to be left alone after this page, which counts all the same.
    """

    findings: tuple[Finding, ...] = ()
    next_cursor: str = ""
    complete: bool = False
    cost: float = 0.0
    warnings: tuple[str, ...] = ()
    memory: str = ""
    rest: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Token:
    """What signing in gave, and until when it serves."""

    text: str = field(repr=False)
    until: datetime


class Source(Protocol):
    """A frozen dataclass per source. Its fields are its settings (see ``option``); the env name is NAME_FIELD."""

    name: ClassVar[str]
    title: ClassVar[str]
    pace: ClassVar[Pace]
    cost_unit: ClassVar[str]

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        """What to ask for a site; none where it has nothing this source could be asked for."""
        ...

    def request(self, ask: Ask) -> Request: ...

    def read(self, ask: Ask, reply: Reply) -> Page:
        """Raises a ``SourceError``; statuses from 400 have been raised before, unless ``explains`` knows better."""
        ...


@runtime_checkable
class SignsIn(Protocol):
    """A source that gives a token for a while before it answers."""

    def sign_in(self) -> Request: ...

    def read_token(self, reply: Reply) -> Token: ...


@runtime_checkable
class Explains(Protocol):
    """A source whose refusals say more than their status."""

    def explain(self, reply: Reply) -> SourceError | None:
        """What this answer, of any status, means; None where its status says it all."""
        ...


@runtime_checkable
class FindsNothing(Protocol):
    """A source that says "nothing found" with the status of an error: ``read`` gets those answers too."""

    nothing: ClassVar[frozenset[int]]


def option(default: str, what: str, *, secret: bool = False, required: bool = False) -> Any:  # noqa: ANN401  (a field)
    """A setting of a source. A ``secret`` never reaches a log; without a ``required`` one the source is off."""
    return field(default=default, repr=not secret, metadata={"what": what, "secret": secret, "required": required})


@dataclass(frozen=True, slots=True)
class Option:
    """A setting as it is documented: NAME=default, and what it is for."""

    variable: str
    name: str
    default: str
    what: str
    is_secret: bool
    is_required: bool


def options_of(kind: type[Source]) -> tuple[Option, ...]:
    declared: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]  # every source is a dataclass
    return tuple(
        Option(
            f"{kind.name}_{one.name}".upper(),
            one.name,
            "" if one.default is MISSING else str(one.default),
            one.metadata["what"],
            one.metadata["secret"],
            one.metadata["required"],
        )
        for one in declared
        if one.metadata
    )


def listed(value: str) -> tuple[str, ...]:
    """The entries of a setting that is a list, however they are set apart."""
    return tuple([part for part in re.split(r"[\s,]+", value) if part])


def host_of(address: str) -> str:
    """The host an address names, with or without a scheme before it; for addresses that the operator wrote."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


def with_query(url: str, /, **parameters: object) -> str:
    """An address with these parameters, those that are None left out."""
    said = [(name, str(value)) for name, value in parameters.items() if value is not None]
    return f"{url}{'&' if '?' in url else '?'}{urlencode(said)}" if said else url


def json_request(url: str, body: object, headers: Mapping[str, str] | None = None) -> Request:
    """A POST with a JSON body."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Request(url, "POST", {"Content-Type": "application/json", **(headers or {})}, content)

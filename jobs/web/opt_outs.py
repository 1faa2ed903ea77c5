"""Whoever asked to be left alone for good: read from the operator's file, honoured before any contact."""

from collections.abc import Collection
from pathlib import Path

from jobs.analysis.addresses import AddressError, page_address
from storage.errors import AnchorwatchError


class OptOutFileError(AnchorwatchError):
    """The list cannot be used; the message says where and why."""


def read_opt_out_file(path: Path) -> frozenset[str]:
    """One domain per line, which stands for all hosts below it too; ``#`` begins a remark."""
    try:
        return read_opt_outs(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise OptOutFileError(f"The opt-out list {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise OptOutFileError(f"The opt-out list {path} is not a text file in UTF-8.") from error
    except OptOutFileError as error:
        raise OptOutFileError(f"The opt-out list {path} has a mistake in {error}") from error


def read_opt_outs(text: str) -> frozenset[str]:
    lines = enumerate(text.splitlines(), start=1)
    said = ((number, line.partition("#")[0].strip()) for number, line in lines)
    return frozenset(_host(domain, number) for number, domain in said if domain)


def is_opted_out(name: str, opted_out: Collection[str]) -> bool:
    """Whether the list names this host or a domain above it."""
    while opted_out and name:
        if name in opted_out:
            return True
        name = name.partition(".")[2]
    return False


def _host(text: str, number: int) -> str:
    try:
        return page_address(text if "://" in text else f"http://{text.removeprefix('*.')}/").host
    except AddressError as error:
        raise OptOutFileError(f"line {number}: “{text[:60]}” is not a domain.") from error

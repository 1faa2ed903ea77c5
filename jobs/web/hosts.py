"""Reads a hosts(5) file, so that an operator or a test can say where names live before DNS is asked."""

from ipaddress import ip_address
from pathlib import Path

from jobs.web.guard import name_trouble
from storage.errors import AnchorwatchError

Hosts = dict[str, tuple[str, ...]]


class HostsFileError(AnchorwatchError):
    """The hosts file cannot be used; the message says where and why."""


def read_hosts_file(path: Path) -> Hosts:
    try:
        return read_hosts(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise HostsFileError(f"The hosts file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise HostsFileError(f"The hosts file {path} is not a text file in UTF-8.") from error
    except HostsFileError as error:
        raise HostsFileError(f"The hosts file {path} has a mistake in {error}") from error


def read_hosts(text: str) -> Hosts:
    """Names (lower case) and their addresses, in the order of the file; later lines add to earlier ones."""
    hosts: Hosts = {}
    for number, line in enumerate(text.splitlines(), start=1):
        address, *names = line.partition("#")[0].split() or [""]
        if not address:
            continue
        address = _address(address, number)
        for name in _names(names, number):
            known = hosts.get(name, ())
            hosts[name] = known if address in known else (*known, address)
    return hosts


def _address(text: str, number: int) -> str:
    try:
        return str(ip_address(text))
    except ValueError as error:
        raise HostsFileError(f"line {number}: “{text[:60]}” is not an IP address.") from error


def _names(names: list[str], number: int) -> list[str]:
    if not names:
        raise HostsFileError(f"line {number}: a name is missing after the address.")
    for name in names:
        # A name such as localhost may stand here: its address is still guarded.
        if not name.isascii() or not _is_a_name(name):
            raise HostsFileError(f"line {number}: “{name[:60]}” is not a host name.")
    return [name.lower().rstrip(".") for name in names]


def _is_a_name(name: str) -> bool:
    return name_trouble(f"{name.rstrip('.')}.example") is None

"""A loopback web for close looks."""

from tests.servers.fixtures import site_server

__all__ = ["site_server"]

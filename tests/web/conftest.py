"""A way to visit pages from a plain test, under rules the test chooses."""

from tests.servers.fixtures import site_server

__all__ = ["site_server"]

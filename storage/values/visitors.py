"""Who sends visitors, as counted from access logs: pages and days, never people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LogFile:
    """How far a log has been read. It is known by how it begins, under whatever name and however it is packed.

    ``head`` is the digest of its first ``head_size`` bytes, ``offset`` counts what was read, unpacked. ``stamp`` begins
    with its inode; once it is read to its end, its size and time follow, which tell an unchanged file at a glance.
    """

    head: bytes
    head_size: int
    offset: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Referrals:
    """How often visitors came from a page on a day. ``missing``: and found nothing where its link leads.

    ``page_key`` is 16 bytes, ``target_url`` the page of ours that was asked for first.
    """

    page_key: bytes
    day: date
    url: str
    target_url: str
    hits: int
    missing: int

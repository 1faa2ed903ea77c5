"""The e-mail addresses that one page shows: in its mailto links, and written out in its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from jobs.analysis.links import PageLink
from jobs.analysis.mail_addresses import MailAddress, read_mail_address
from jobs.analysis.main_text import PageLine
from storage.domain import Placement

_MOST = 500
_BEFORE, _AFTER = 64, 254
_LOCAL = r"[\w.!#$%&'*+=?^`{|}~-]"
_ENDS = re.compile(_LOCAL + r"{1,64}$")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"[\d.+-]{5,}[^\W\d]")  # a number that nothing parts from the address behind it
_IN_BRACKETS = re.compile(r"<([^<>]*)>")
# Brackets make it plain that no sentence is meant: “jane [at] acme [dot] com”.
_AT = re.compile(r"\s?[\[({]\s?(?:at|@|ät|arroba|chez|kukac)\s?[\])}]\s?", re.IGNORECASE)
_DOT = re.compile(r"\s?[\[({]\s?(?:dot|\.|punkt|punto|point|ponto)\s?[\])}]\s?|\sdot\s", re.IGNORECASE)
_SPELT = re.compile(r"([\w.+-]{1,64}) at ([\w-]{1,63}(?: dot [\w-]{1,63}){1,3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MailSight:
    """One address as the page shows it; ``near`` is what stands around it, and what a link says."""

    address: MailAddress
    near: str
    is_link: bool
    is_comment: bool = False


def mail_sights(links: Sequence[PageLink], lines: Sequence[PageLine]) -> Iterator[MailSight]:
    """Links first. A page that has hundreds is looked at no further: nobody's contact is among so many."""
    yield from islice(_linked(links), _MOST)
    yield from islice(_written(lines), _MOST)


def _linked(links: Sequence[PageLink]) -> Iterator[MailSight]:
    """What is hidden is there to catch those who harvest."""
    mails = (link for link in links if not link.hidden and link.href.lstrip()[:7].casefold() == "mailto:")
    for link in islice(mails, _MOST):
        near = f"{link.before} {link.anchor_text} {link.after}"
        for address in addressees(link.href):
            yield MailSight(address, near, is_link=True, is_comment=link.placement is Placement.COMMENT)


def addressees(href: str) -> Iterator[MailAddress]:
    """Whom a mailto link writes to. What would be more than an address in a header is none."""
    for part in href.strip().partition(":")[2].partition("?")[0].split(",")[:5]:
        text = unquote(part).strip()
        named = _IN_BRACKETS.search(text)
        address = read_mail_address(named[1] if named else text)
        if address is not None and address.is_plain:
            yield address


def _written(lines: Sequence[PageLine]) -> Iterator[MailSight]:
    before = ""
    for line in lines:
        for address in _addresses_in(line.text):
            yield MailSight(address, f"{before} {line.text}"[-600:], is_link=False)
        before = line.text[-200:]


def _addresses_in(text: str) -> Iterator[MailAddress]:
    for at in islice(re.finditer("@", text), _MOST):
        yield from _joined(text[max(0, at.start() - _BEFORE) : at.start()], text[at.end() : at.end() + _AFTER])
    for sign in islice(_AT.finditer(text), _MOST):
        host = _DOT.sub(".", text[sign.end() : sign.end() + _AFTER])
        yield from _joined(text[max(0, sign.start() - _BEFORE) : sign.start()], host)
    if " dot " in text.casefold():
        for spelt in islice(_SPELT.finditer(text), _MOST):
            yield from _joined(spelt[1], spelt[2].casefold().replace(" dot ", "."))


def _joined(before: str, after: str) -> Iterator[MailAddress]:
    local, host = _ENDS.search(before), _HOST.match(after)
    if local is None or host is None or _PHONE.match(local[0]):
        return
    address = read_mail_address(f"{local[0].strip('.')}@{host[0]}")
    if address is not None and address.is_plain:
        yield address

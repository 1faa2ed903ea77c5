"""Services whose addresses lead on to others: shorteners, which tell nothing, and redirectors that name where to."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from jobs.analysis.encoded import decoded_address

_SHORTENERS = """
adf.ly bit.do bit.ly bitly.com bl.ink buff.ly clck.ru cutt.ly db.tt dlvr.it dub.sh fb.me goo.gl
hubs.la hubs.li hubs.ly ift.tt is.gd j.mp kutt.it lc.chat linkd.in lnk.to lnkd.in n9.cl ow.ly po.st prf.hn
qr.ae rb.gy rebrand.ly s.id short.gy short.io shorte.st shorturl.at smarturl.it sniply.io snip.ly soo.gd spr.ly
surl.li t.co t.cn t.ly tiny.cc tinyurl.com trib.al u.to url.cn v.gd vk.cc wp.me x.gd zpr.io
"""
SHORTENERS = frozenset(_SHORTENERS.split())

# Host (or one below), how the path begins, and the parameters that hold the destination; "" is the query itself.
_FORMS = (
    (r"google\.\w{2,3}(?:\.\w{2})?", "/url", ("q", "url")),
    (r"(?:l|lm)\.facebook\.com|facebook\.com", "/l.php", ("u",)),
    (r"l\.instagram\.com|l\.threads\.(?:com|net)|l\.messenger\.com", "/", ("u",)),
    (r"youtube\.com", "/redirect", ("q",)),
    (r"t\.umblr\.com|tumblr\.com", "/redirect", ("z",)),
    (r"vk\.com|vk\.ru", "/away.php", ("to",)),
    (r"steamcommunity\.com", "/linkfilter", ("url", "u")),
    (r"out\.reddit\.com", "/", ("url",)),
    (r"slack-redir\.net", "/link", ("url",)),
    (r"bing\.com", "/ck/a", ("u",)),
    (r"duckduckgo\.com", "/l/", ("uddg",)),
    (r"linkedin\.com", "/redir/redirect", ("url",)),
    (r"linkedin\.com", "/safety/go", ("url",)),
    (r"medium\.com", "/r/", ("url",)),
    (r"getpocket\.com", "/redirect", ("url",)),
    (r"exit\.sc", "/", ("url",)),
    (r"href\.li|anonym\.to|nullrefer\.com|dereferer\.me", "/", ("",)),
    (r"deviantart\.com", "/users/outgoing", ("",)),
    (r"link\.zhihu\.com|link\.juejin\.cn", "/", ("target",)),
    (r"gitee\.com", "/link", ("target",)),
    (r"links\.jianshu\.com", "/go", ("to",)),
    (r"weibo\.cn", "/sinaurl", ("u",)),
    (r"douban\.com", "/link2/", ("url",)),
    (r"safelinks\.protection\.outlook\.com", "/", ("url",)),
    (r"awin1\.com", "/cread.php", ("ued", "p")),
    (r"shareasale\.com", "/r.cfm", ("urllink",)),
    (r"click\.linksynergy\.com", "/deeplink", ("murl",)),
    (r"go\.skimresources\.com|redirect\.viglink\.com", "/", ("url", "u")),
    (r"(?:anrdoezrs|dpbolvw|jdoqocy|kqzyfj|tkqlhce)\.(?:net|com)", "/", ("url",)),
)
_KNOWN = tuple((re.compile(rf"(?:.+\.)?(?:{host})"), path, names) for host, path, names in _FORMS)

# Pages about an address, or forms to pass it on: they hold it and lead nowhere.
_NO_REDIRECTORS = re.compile(
    r"(?:[\w-]+\.)*(?:(?:web\.)?archive\.(?:org|ph|is|today)|validator\.w3\.org|wa\.me|webcache\.[^/]+)/"
    r"|[^/]*/(?:[\w.-]{1,40}/){0,2}(?:sharer?(?:\.php)?|share-offsite|intent|submit|pin/create|translate|search|whois|siteinfo|reviews?)(?:[/?]|$)"
)


def stated_destination(url: str) -> str | None:
    """Where a redirector of known form says it leads, and by its nature does."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    for pattern, path, names in _KNOWN:
        if parts.path.startswith(path) and pattern.fullmatch(host):
            return _stated(parts.query, names)
    return None


def is_no_redirector(url: str) -> bool:
    return bool(_NO_REDIRECTORS.match(url.partition("//")[2].lower()))


def _stated(query: str, names: tuple[str, ...]) -> str | None:
    values = dict(parse_qsl(query))
    values[""] = unquote(query)
    for name in names:
        value = values.get(name, "")
        if found := value if value.startswith(("http://", "https://")) else decoded_address(value):
            return found
    return None

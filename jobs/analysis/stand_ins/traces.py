"""Traces that walls, parking services and empty shells leave in headers, addresses and markup."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from jobs.analysis.moves import same_page
from jobs.analysis.visit import Visit

_MARKUP_READ = 262_144
# Markup that only a challenge has.
_CHALLENGE = (
    b"_cf_chl_opt", b"cf-chl-", b"/orchestrate/chl_page", b"cf-browser-verification", b"captcha-delivery.com/c",
    b"captcha-delivery.com/i", b"px-captcha", b"_pxblockscript", b"gokuprops", b"sucuri_cloudproxy_js",
    b"anubis_challenge", b"/.within.website/x/cmd/anubis", b"/.well-known/vercel/security/", b"sec-if-cpt-container",
    b"/_sec/cp_challenge", b"/_sec/verify?", b"/.well-known/sgcaptcha", b"slowaes.decrypt", b"imunify360",
    b"distil_r_captcha", b"sbbpg=sbbshell", b"acw_sc__v2", b"x5secdata", b"/__qrator/", b"go-away/assets",
    b"/.well-known/ddos-guard/check", b"hcaptcha.com/1/api", b"showcaptcha", b"smartcaptcha.yandex", b"wsidchk",
    b"/.well-known/aws-waf", b"cf-error-details",
)  # fmt: skip
# Markup that such services also put on pages they let through.
_GUARDED = (
    b"/cdn-cgi/challenge-platform/", b"_incapsula_resource", b"awswaf", b"ddos-guard", b"kpsdk", b"/tspd/", b"bobcmn",
    b"/_guard/", b"akamai-privacy", b"rbzns", b"cf-turnstile", b"h-captcha", b"g-recaptcha", b"errors.edgesuite.net",
    b"captcha-delivery.com", b"geetest", b"arkoselabs.com", b"frc-captcha", b"tencentcaptcha",
)  # fmt: skip
_LET_THROUGH = b"/cdn-cgi/challenge-platform/scripts/jsd/"
_CHALLENGE_HEADERS = {
    "cf-mitigated": ("challenge", "block"),
    "x-vercel-mitigated": ("challenge", "deny"),
    "x-amzn-waf-action": ("challenge", "captcha", "block"),
    "x-sucuri-block": (),
}
_PARKING_ASSETS = (
    b"parkingcrew", b"sedoparking", b"img.sedo", b"bodiscdn", b"bodis.com", b"parklogic", b"parking-lander",
    b"dsparking", b"cdnpark", b"namebrightstatic", b"skenzo", b"adsense/domains", b"parkingpage",
    b"d38psrni17bvxu", b"uniregistry",
)  # fmt: skip
_IN_SOURCE = re.compile(rb"""src\s{0,9}=\s{0,9}["']?(?:https?:)?//[^"'>\s]{0,200}$""")
_LONGEST_SOURCE = 230
_TO_LANDER = re.compile(rb"""location(?:\.href)?\s{0,9}=\s{0,9}["']/lander\b""")
_PARKING_HOSTS = frozenset(
    {"hugedomains.com", "dan.com", "afternic.com", "sedo.com", "buydomains.com", "domainmarket.com", "undeveloped.com"}
    | {"domainnamesales.com", "forsale.godaddy.com", "uniregistry.com", "sav.com", "atom.com", "brandbucket.com"}
    | {"forsale.dynadot.com", "parkingcrew.net", "bodis.com", "above.com", "namebright.com", "epik.com"}
)
_PARKING_SUBDOMAIN = re.compile(r"ww\d{1,3}\.")
_ERROR_PATH = re.compile(
    r"/(?:[a-z-]{0,20}/)?(?:404|not-?found|page-?not-?found|error-?404|404error|errors?)(?:\.\w{1,5})?/?$"
)
_PASSWORD_FIELD = re.compile(rb"<input[^>]{0,300}type\s{0,9}=\s{0,9}[\"']?password")
_NOT_FREE = re.compile(rb"\"isaccessibleforfree\"\s{0,9}:\s{0,9}\"?false")
_MOUNTS = (
    rb"(?:root|app|__next|__nuxt|main-app|react-root|gatsby-focus-wrapper|svelte|q-app|application|app-root|ember)"
)
_EMPTY_MOUNT = re.compile(
    rb"<(div|main|section|body)\s[^>]{0,200}id\s{0,9}=\s{0,9}[\"']?" + _MOUNTS + rb"[\"']?[^>]{0,200}+>\s{0,200}+</\1"
    rb"|<app-root[^>]{0,200}+>\s{0,200}+</app-root"
)
# Where sites of any make put their page; templates leave such places empty too, so that little else may be there.
_PLACES = rb"(?:main|content|main-content|maincontent|page|wrapper|container|site|layout|view|mount)"
_EMPTY_PLACE = re.compile(
    rb"<main(?:\s[^>]{0,200}+)?>\s{0,200}+</main|<article(?:\s[^>]{0,200}+)?>\s{0,200}+</article"
    rb"|<(div|section)\s[^>]{0,200}id\s{0,9}=\s{0,9}[\"']?" + _PLACES + rb"[\"']?[^>]{0,200}+>\s{0,200}+</\1"
    rb"|<(div|section)\s[^>]{0,200}\b(?:article|post|entry|story)[_-]{0,2}(?:body|content|text)\b"
    rb"[^>]{0,200}+>\s{0,200}+</\2"
)
_SHELL = re.compile(
    rb"<(?:div|main|section)\s[^>]{0,200}id\s{0,9}=\s{0,9}[\"']?" + _MOUNTS + rb"\b"
    rb"|<app-root\b|__next_data__|window\.__nuxt__|window\.__initial_state__|data-reactroot|<flutter-view|flutter_bootstrap"
)
_NOSCRIPT, _NOSCRIPT_READ, _NOSCRIPTS = b"<noscript", 1_000, 5


def markup_of(visit: Visit) -> bytes:
    """As much of the markup as is worth searching, in lower case."""
    return visit.body[:_MARKUP_READ].lower()


def is_challenged(visit: Visit) -> bool:
    """The server says itself that it sent a challenge instead of what was asked for."""
    for name, values in _CHALLENGE_HEADERS.items():
        value = visit.header(name)
        if value is not None and (not values or value.strip().lower() in values):
            return True
    return False


def is_challenge(markup: bytes) -> bool:
    return any(mark in markup for mark in _CHALLENGE)


def challenge_marks(markup: bytes) -> int:
    if is_challenge(markup):
        return 4
    passed = markup.replace(_LET_THROUGH, b"")
    return int(any(mark in passed for mark in _GUARDED))


def has_password_field(markup: bytes) -> bool:
    return _PASSWORD_FIELD.search(markup) is not None


def error_marks(visit: Visit) -> int:
    return 2 if was_sent_on(visit) and _ERROR_PATH.search(urlsplit(visit.final_url.lower()).path) else 0


def parking_marks(markup: bytes) -> int:
    """Assets of parking services; a link to one is another matter."""
    for asset in _PARKING_ASSETS:
        at = markup.find(asset)
        if at != -1 and _IN_SOURCE.search(markup, max(0, at - _LONGEST_SOURCE), at):
            return 4
    return 0


def is_sent_to_parking(visit: Visit, markup: bytes, own_text_length: int) -> bool:
    """By a redirect, or by the one line of script that such a page consists of."""
    if own_text_length < 120 and _TO_LANDER.search(markup):
        return True
    if not was_sent_on(visit):
        return False
    parts = urlsplit(visit.final_url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    return parts.path == "/lander" or host in _PARKING_HOSTS or bool(_PARKING_SUBDOMAIN.match(host))


def is_for_payers(markup: bytes) -> bool:
    """The page says of itself that not everybody may read all of it (schema.org)."""
    return _NOT_FREE.search(markup) is not None


def is_shell(markup: bytes) -> bool:
    return _SHELL.search(markup) is not None


def has_empty_mount(markup: bytes) -> bool:
    """The place where scripts will put the page is empty."""
    return _EMPTY_MOUNT.search(markup) is not None


def has_empty_place(markup: bytes) -> bool:
    """Nothing stands where the page should, and a script could put it there."""
    return b"<script" in markup and _EMPTY_PLACE.search(markup) is not None


def asks_for_scripts(markup: bytes) -> bool:
    at = markup.find(_NOSCRIPT)
    for _ in range(_NOSCRIPTS):
        if at == -1:
            return False
        if b"javascript" in markup[at : at + _NOSCRIPT_READ].partition(b"</noscript")[0]:
            return True
        at = markup.find(_NOSCRIPT, at + 1)
    return False


def was_sent_on(visit: Visit) -> bool:
    return bool(visit.hops) and not same_page(visit.url, visit.final_url)

"""Pages a server shows instead of the one we asked for: walls, error texts, parked domains, empty shells."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from jobs.analysis.answers import Outcome, lost, no_answer
from jobs.analysis.pages import Page
from storage.domain import Verdict

# Whoever stands in for a page has little to say; an article about captchas has much.
_SHORT_TEXT = 1500
_SHORT_TEXT_UNDER_TELLING_TITLE = 4000
_SHELL_TEXT = 200
_MARKUP_READ = 262_144

_WALL_TITLES = (
    "just a moment", "attention required", "access denied", "access to this page has been denied", "robot or human",
    "are you a robot", "are you human", "you are human", "human verification", "security check", "ddos protection",
    "checking your connection", "verifying your", "blocked",
    "checking your browser", "pardon our interruption", "bot verification", "captcha", "request rejected",
    "you have been blocked", "403 forbidden", "401 unauthorized", "too many requests", "client challenge",
    "security checkpoint", "not a bot", "un instant", "nur einen moment",
)  # fmt: skip
_WALL_TEXTS = (
    "verify you are human", "verify that you are human", "are not a robot", "are not a bot", "unusual traffic",
    "complete the security check", "checking your browser", "enable javascript and cookies to continue",
    "access to this page has been denied", "you have been blocked", "solve the captcha", "ddos protection by",
    "before you continue", "we value your privacy", "accept cookies to continue", "wir schätzen ihre privatsphäre",
    "verifying your browser", "verify your browser", "checking your connection", "rate limit exceeded",
    "too many requests", "please log in", "please sign in", "log in or subscribe", "subscribe to continue",
    "session has expired", "session expired", "not available in your region", "not available in your country",
    "unavailable in your region", "unavailable in your country", "european economic area",
    "nous respectons votre vie privée", "verify your age", "age verification", "are you over 18",
)  # fmt: skip
_WALL_MARKUP = (
    b"/cdn-cgi/challenge-platform/", b"cf-chl-", b"_incapsula_resource", b"px-captcha", b"captcha-delivery.com",
    b"awswafintegration", b"sucuri_cloudproxy_js", b"ddos-guard", b"/_guard/", b"akamai-privacy", b"hcaptcha.com/1/api",
)  # fmt: skip
_CONSENT_HOST = re.compile(r"(?:consent|guce|cmp|privacy-mgmt)\.")
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|sso|auth|wp-login\.php|account/login|users/sign_in)(?:[/?.]|$)")
_PASSWORD_FIELD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN_TITLES = (
    "log in", "login", "sign in", "anmelden", "anmeldung", "connexion", "iniciar sesi", "accedi", "inloggen",
    "logowanie", "войти", "вход", "entrar", "logga in",
)  # fmt: skip
_MAINTENANCE = (
    "under maintenance", "maintenance mode", "scheduled maintenance", "be right back", "temporarily unavailable",
    "service unavailable", "error establishing a database connection", "internal server error", "bad gateway",
    "gateway timeout", "wartungsarbeiten", "wartungsmodus", "en mantenimiento", "en maintenance", "in manutenzione",
)  # fmt: skip
_NOT_FOUND_TITLES = (
    "not found", "doesn't exist", "doesn’t exist", "does not exist", "no longer exists", "no longer available",
    "nicht gefunden", "introuvable", "no encontrada", "no se encuentra", "non trovata", "niet gevonden",
    "não encontrada", "nie znaleziono", "nie została znaleziona", "не найдена", "не найден", "не існує", "bulunamadı",
    "hittades inte", "ikke funnet", "ikke fundet", "ei löytynyt", "nenalezena", "nem található", "δεν βρέθηκε",
    "不存在", "找不到", "未找到", "見つかりません", "찾을 수 없",
)  # fmt: skip
_NOT_FOUND_TEXTS = (
    "page not found", "404 not found", "error 404", "404 error", "page cannot be found", "page could not be found",
    "page can't be found", "page can’t be found", "couldn't find the page", "couldn’t find the page",
    "couldn't find that page", "couldn’t find that page", "page does not exist",
    "page doesn't exist", "page doesn’t exist", "page no longer exists", "post no longer exists",
    "article no longer exists", "seite nicht gefunden", "seite wurde nicht gefunden", "seite existiert nicht",
    "page introuvable", "page demandée n", "página no encontrada", "página no existe", "pagina non trovata",
    "pagina niet gevonden", "página não encontrada", "strona nie została znaleziona", "nie znaleziono strony",
    "страница не найдена", "sayfa bulunamadı", "页面不存在", "ページが見つかりません", "페이지를 찾을 수 없",
)  # fmt: skip
_404 = re.compile(r"^\W*404\b|\berror\W{0,3}404\b|\b404\W{0,3}(?:error|not|page)\b|[-–|:]\s*404\s*$")
# "The page you requested" is a loss only where the same sentence says that it is not there.
_MISSED = re.compile(
    r"page you(?:['’]re| are| were)? (?:requested|looking for|trying to (?:reach|view))[^.!?]{0,60}"
    r"\b(?:not (?:be )?found|not exist|no longer|cannot be found|can['’]t be found|could ?n['’]t be found"
    r"|does ?n['’]t exist|(?:has|may have|might have) been (?:removed|deleted|moved)|was (?:removed|deleted))"
)
_PARKED_TEXTS = (
    "domain is for sale", "domain may be for sale", "domain name is for sale", "buy this domain", "domain is parked",
    "domain parked", "parked domain", "parked free", "domain has expired", "domain name has expired",
    "get this domain", "inquire about this domain", "domain steht zum verkauf", "domain ist zu verkaufen",
    "domaine est à vendre", "dominio está en venta", "dominio è in vendita", "domein is te koop", "domen prodaetsya",
    "домен продается", "домен продаётся",
)  # fmt: skip
_PARKED_MARKUP = (b"parkingcrew", b"sedoparking", b"bodis.com", b"parklogic", b"img.sedo", b"parking-lander")
_PARKING_HOSTS = ("hugedomains.com", "dan.com", "afternic.com", "sedo.com", "buydomains.com", "domainmarket.com")
_NEEDS_SCRIPTS = (
    "enable javascript", "javascript is required", "javascript is disabled", "requires javascript",
    "without javascript", "turn on javascript", "javascript aktivieren", "activer javascript", "habilita javascript",
)  # fmt: skip
_SHELL_MARKUP = re.compile(
    rb"<(?:div|main|section)\s[^>]{0,200}id\s*=\s*[\"']?(?:root|app|__next|__nuxt|gatsby-focus-wrapper|svelte)\b"
    rb"|<app-root\b|__NEXT_DATA__|window\.__NUXT__|window\.__INITIAL_STATE__|data-reactroot",
    re.IGNORECASE,
)


def stand_in(page: Page, body: bytes, final_url: str) -> Outcome | None:
    """A wall, a maintenance note or a parked domain in the place of the page."""
    if _is_wall(page, body, final_url):
        return no_answer(Verdict.BLOCKED, "a wall stands before the page (bot check, consent or log-in)")
    if _says(page, _MAINTENANCE, _MAINTENANCE):
        return no_answer(Verdict.SERVER_ERROR, "page says it is under maintenance")
    if _is_parked(page, body, final_url):
        return lost(Verdict.PARKED, "domain is parked or for sale")
    return None


def error_text(page: Page) -> Outcome | None:
    """A "not found" text that a server sent as if it were the page."""
    title = page.title.casefold()
    telling = page.text_length < _SHORT_TEXT_UNDER_TELLING_TITLE and bool(_404.search(title))
    missed = page.text_length < _SHORT_TEXT and bool(_MISSED.search(page.text.casefold()))
    if telling or missed or _says(page, _NOT_FOUND_TITLES, _NOT_FOUND_TEXTS):
        return lost(Verdict.SOFT_404, "page shows a “not found” text")
    return None


def empty_shell(page: Page, body: bytes) -> Outcome | None:
    """A page whose text comes only with scripts, which we do not run."""
    if page.text_length == 0:
        return no_answer(Verdict.BLOCKED, "page came back without any text")
    if page.text_length >= _SHELL_TEXT:
        return None
    text = page.text.casefold()
    if any(words in text for words in _NEEDS_SCRIPTS) or _SHELL_MARKUP.search(body[:_MARKUP_READ]):
        return no_answer(Verdict.JS_ONLY, "page shows its text only with scripts")
    return None


def _is_wall(page: Page, body: bytes, final_url: str) -> bool:
    if _says(page, _WALL_TITLES, _WALL_TEXTS) or _is_login(page, body, final_url):
        return True
    if page.text_length >= _SHORT_TEXT:
        return False
    return _holds(body, _WALL_MARKUP) or bool(_CONSENT_HOST.match(urlsplit(final_url).netloc))


def _is_login(page: Page, body: bytes, final_url: str) -> bool:
    if page.text_length >= _SHORT_TEXT or not _PASSWORD_FIELD.search(body[:_MARKUP_READ]):
        return False
    title = page.title.casefold()
    return title.startswith(_LOGIN_TITLES) or bool(_LOGIN_PATH.search(urlsplit(final_url).path.lower()))


def _is_parked(page: Page, body: bytes, final_url: str) -> bool:
    parts = urlsplit(final_url)
    if parts.path == "/lander" or parts.netloc.removeprefix("www.") in _PARKING_HOSTS:
        return True
    if _says(page, _PARKED_TEXTS, _PARKED_TEXTS):
        return True
    return page.text_length < _SHORT_TEXT and _holds(body, _PARKED_MARKUP)


def _says(page: Page, in_title: tuple[str, ...], in_text: tuple[str, ...]) -> bool:
    """Words in the title of a page with little text, or in the text of one with very little."""
    if page.text_length >= _SHORT_TEXT_UNDER_TELLING_TITLE:
        return False
    title = page.title.casefold()
    if any(words in title for words in in_title):
        return True
    if page.text_length >= _SHORT_TEXT:
        return False
    text = page.text.casefold()
    return any(words in text for words in in_text)


def _holds(body: bytes, marks: tuple[bytes, ...]) -> bool:
    markup = body[:_MARKUP_READ].lower()
    return any(mark in markup for mark in marks)

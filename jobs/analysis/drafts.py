"""Drafts: a team's template filled with the facts of one page, which are data and never part of the template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Final

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jobs.analysis.leftovers import left_placeholders
from jobs.analysis.template_grammar import TemplateError, placeholders, understand
from jobs.analysis.text import clean
from storage.domain import Contact, ContactKind, Draft, LinkStatus, Occasion, Origin, Prospect, Sighting, Site, Template
from storage.errors import AnchorwatchError

LONGEST_SUBJECT: Final = 150
LONGEST_TEXT: Final = 3_000  # what a field of a form holds
LONGEST_PERSONAL_LINE: Final = 1_000
PARTS: Final = ("subject", "body", "first_follow_up", "last_follow_up")

_LONGEST_VALUE = 500
_LONGEST = {"contact_name": 60, "page_title": 120, "brand": 80, "anchor": 120, "sentence": 300, "sender_name": 80}
_OPTIONAL = frozenset(
    {"contact_name", "anchor", "sentence", "broken_url", "personal_line", "sender_name", "address_found_on"}
)
# Stands where a value was empty until the text around it is tidied. A control character: ``clean`` removes it
# from everything else.
_NOTHING = "\x1a"
_EMPTY_LINE = re.compile(rf"(?m)^[ \t]*{_NOTHING}[{_NOTHING} \t]*(?:\n|\Z)")
_EMPTY = re.compile(rf"[ \t]*{_NOTHING}")
_TAG_LINE = re.compile(r"(?m)^[ \t]*({%[^%\n]*%})[ \t]*\n")
_GAP = re.compile(r"\n{3,}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_NO_NAME = re.compile(
    r"[\d@/:<>{}\[\]|]|\b(?:admin|administrator|anonymous|author|editor|editorial|guest|info|redaktion|staff|team|unknown"
    r"|user|webmaster)\b",
    re.IGNORECASE,
)


class MissingValueError(AnchorwatchError):
    """A letter needs something of this page that we do not know."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"no value for {name}",
            f"There is no value for {{{{ {name} }}}} here. Write the letter without it, or put it into an "
            f"{{% if {name} %}} … {{% endif %}}.",
        )


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """The placeholders, and what stands in their place. ``site`` is our domain, ``broken_url`` an address on the page
    that leads nowhere; ``personal_line`` is written by a person."""

    contact_name: str = ""
    page_title: str = ""
    page_url: str = ""
    brand: str = ""
    site: str = ""
    target_url: str = ""
    anchor: str = ""
    sentence: str = ""
    broken_url: str = ""
    personal_line: str = ""
    sender_name: str = ""
    address_found_on: str = ""


PLACEHOLDERS: Final = tuple(field.name for field in fields(LetterFacts))


class _NoValue(StrictUndefined):
    """It may be asked for in an if, and never be written."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]
        return False

    def __str__(self) -> str:  # type: ignore[override]
        raise MissingValueError(self._undefined_name or "")


def _written(value: object) -> str:
    return str(value) or _NOTHING


def _sandbox() -> ImmutableSandboxedEnvironment:
    """With nothing in it that a template could call, even if it could call."""
    sandbox = ImmutableSandboxedEnvironment(
        undefined=_NoValue,
        finalize=_written,
        autoescape=False,  # a letter is plain text
        cache_size=0,
    )
    for names in (sandbox.globals, sandbox.filters, sandbox.tests):
        names.clear()
    return sandbox


_SANDBOX = _sandbox()


def occasion_of(prospect: Prospect) -> Occasion | None:
    """None: nobody has to be written to."""
    match prospect.origin:
        case Origin.BROKEN_TARGET:
            return None
        case Origin.MENTION if prospect.because == LinkStatus.LINKED_BROKEN:
            return Occasion.BROKEN_MENTION
        case Origin.LOST_LINK if prospect.sighting is Sighting.GONE:
            return Occasion.LOST_PAGE
        case origin:
            return Occasion(origin.value)


def facts_of(prospect: Prospect, site: Site, contact: Contact | None = None, sender_name: str = "") -> LetterFacts:
    """What is known of a page without anybody's help; the personal line is a person's."""
    case, home = prospect.case, f"https://{site.domain}/"
    snippet, brands = case.snippet, site.settings.brands
    return LetterFacts(
        contact_name=(contact.name if contact else "") or case.author,
        page_title=case.title or prospect.url,
        page_url=prospect.url,
        brand=case.brand or (brands[0] if brands else site.domain),
        site=site.domain,
        target_url=case.suggestion.page_url or home,
        anchor=case.suggestion.anchor,
        sentence=f"{snippet.before}{snippet.name}{snippet.after}",
        sender_name=sender_name,
        address_found_on=contact.source_url if contact is not None and contact.kind is ContactKind.EMAIL else "",
    )


def draft_of(template: Template, facts: LetterFacts, to: str = "") -> Draft:
    """The letter as it would go out. Raises ``TemplateError`` or ``MissingValueError``."""
    values = _values(facts)
    subject, body, *follow_ups = [_rendered(part, source, values) for part, source in _parts(template)]
    return Draft(
        to=clean(to),
        subject=clean(subject),
        body=body,
        follow_ups=tuple(text for text in follow_ups if text),
        personal_line=values.get("personal_line", ""),
        name=values.get("contact_name", ""),
        template=f"{template.occasion}/{template.lang}",
    )


def check_template(template: Template) -> None:
    """Raises ``TemplateError`` for the first part that could not be used in every letter."""
    for part, source in _parts(template):
        used = placeholders(_understood(part, source))
        if part in {"subject", "body"} and not source:
            raise TemplateError(f"The {part} is empty. A letter needs one.", part)
        if part == "body" and "personal_line" not in used:
            raise TemplateError(
                "The letter has no {{ personal_line }}. Put it where a person says something of their own.", part
            )
        if left := left_placeholders(_TAG.sub(" ", source)):
            raise TemplateError(
                f"“{left[0]}” would stay in the letter as it is. Write a placeholder such as {{{{ contact_name }}}}.",
                part,
            )


def tidied(template: Template) -> Template:
    """The same template, each line cleaned."""
    subject, body, first, last = (source for _, source in _parts(template))
    return replace(template, subject=subject, body=body, follow_ups=(first, last))


def _parts(template: Template) -> Iterator[tuple[str, str]]:
    texts = (template.subject, template.body, *template.follow_ups)
    return zip(PARTS, map(_lines, texts), strict=True)


def _lines(text: str) -> str:
    """Each line by itself: what must not be in one line must not be in a letter."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _GAP.sub("\n\n", "\n".join(map(clean, lines))).strip("\n")


def _understood(part: str, source: str) -> nodes.Template:
    longest = LONGEST_SUBJECT if part == "subject" else LONGEST_TEXT
    if len(source) > longest:
        raise TemplateError(f"This text has {len(source)} characters; {longest} is the most. Shorten it.", part)
    if part == "subject" and "\n" in source:
        raise TemplateError("A subject is one line. Take the line break out.", part)
    try:
        return understand(source, PLACEHOLDERS, _SANDBOX)
    except TemplateError as error:
        raise TemplateError(error.user_message, part) from error


def _rendered(part: str, source: str, values: Mapping[str, str]) -> str:
    tree = _understood(part, _TAG_LINE.sub(r"\1", source))  # an if on a line of its own leaves no empty line
    text = _SANDBOX.from_string(tree).render(values)
    return _lines(_EMPTY.sub("", _EMPTY_LINE.sub("", text)))


def _values(facts: LetterFacts) -> dict[str, str]:
    """One clean line each, cut; what a letter cannot do without is left out where it is empty."""
    values = {name: _cut(clean(value), _LONGEST.get(name, _LONGEST_VALUE)) for name, value in asdict(facts).items()}
    values["personal_line"] = _cut(_lines(facts.personal_line), LONGEST_PERSONAL_LINE)  # a person's own paragraphs
    if _NO_NAME.search(facts.contact_name) or len(clean(facts.contact_name)) > _LONGEST["contact_name"]:
        values["contact_name"] = ""
    return {name: value for name, value in values.items() if value or name in _OPTIONAL}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"

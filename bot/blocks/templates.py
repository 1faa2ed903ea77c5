"""The templates of letters: which are the team's own, and the form in which one is written and looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from bot.blocks import fit, limits, names, text
from bot.blocks.elements import Block, context, divider, header, message, section, sentence
from bot.blocks.footers import site_name
from bot.blocks.inputs import Field, View, modal, text_input
from jobs.analysis.drafts import PARTS, PLACEHOLDERS
from jobs.analysis.letter_templates import LANGUAGES
from storage.domain import Draft, Message, Occasion, Site, SiteId, Template

OCCASIONS: Final[Mapping[Occasion, str]] = {
    Occasion.MENTION: "a page names you without a link",
    Occasion.BROKEN_MENTION: "a page links to an address of yours that is gone",
    Occasion.LOST_LINK: "a link to you was taken out",
    Occasion.LOST_PAGE: "a page that linked to you is gone",
    Occasion.NOFOLLOW: "a link to you became nofollow",
    Occasion.PERSON: "a page that someone of your team suggested",
    Occasion.BROKEN_LINK: "a page has a broken link that yours could replace",
    Occasion.RESOURCE_PAGE: "a collection that your page would fit into",
}
_FIELDS: Final = tuple(
    Field(part, *said, optional=part.endswith("follow_up"))
    for part, said in zip(
        PARTS,
        (
            ("Subject", "One line."),
            ("Letter", "It needs a {{ personal_line }}: what a person writes about this very page."),
            ("First reminder", "Sent when nobody answers; leave it empty for none."),
            ("Last reminder", "Only where two reminders are allowed."),
        ),
        strict=True,
    )
)
_LANG = 12


@dataclass(frozen=True, slots=True)
class TemplateForm:
    """What the form carries from step to step: ``seen`` is the print of the texts that were last shown as a letter."""

    site_id: SiteId
    occasion: Occasion
    lang: str
    seen: str = ""

    @classmethod
    def read(cls, private: str) -> TemplateForm:
        site_id, occasion, lang, seen = private.split(":")
        return cls(SiteId(int(site_id)), Occasion(occasion), lang, seen)

    def written(self) -> str:
        return ":".join((str(self.site_id), self.occasion, self.lang, self.seen))

    def template(self, entered: Mapping[str, str]) -> Template:
        subject, body, first, last = (entered.get(part, "") for part in PARTS)
        return Template(self.occasion, self.lang, subject, body, (first, last))

    def has_seen(self, template: Template) -> bool:
        return self.seen == _print(template)

    def after(self, template: Template) -> TemplateForm:
        return replace(self, seen=_print(template))


def template_list(site: Site, own: Collection[Template]) -> Message:
    kept = {(template.occasion, template.lang) for template in own}
    lines = [_line(occasion, sorted(lang for one, lang in kept if one is occasion)) for occasion in OCCASIONS]
    notes = (
        f"Built-in ones come in {', '.join(LANGUAGES)}; other languages get the English one. "
        "Write your own with `/outreach template mention de`, take it back with `/outreach template mention de reset`."
    )
    title = f"Letters of {site.domain}"
    return message("\n".join((title, *lines)), [header(title), *fit.pack_lines(lines), context(notes)])


def template_modal(form: TemplateForm, template: Template, site: Site, preview: Draft | None = None) -> View:
    """With ``preview`` the letter stands above the fields, and pressing the button again keeps it."""
    about = f"{site_name(site)} · {OCCASIONS[form.occasion]} · {text.outside(form.lang, _LANG)}"
    placeholders = " ".join(f"`{{{{ {name} }}}}`" for name in PLACEHOLDERS)
    texts = (template.subject, template.body, *template.follow_ups)
    blocks = [
        context(about),
        *(_shown(preview) if preview else (context(f"You can use {placeholders}."),)),
        *(
            text_input(field, written, multiline=field.name != "subject")
            for field, written in zip(_FIELDS, texts, strict=True)
        ),
    ]
    submit = "Keep it" if preview else "Show the letter"
    return modal(names.TEMPLATE_VIEW, "Letter template", submit, blocks, form.written())


def letter(draft: Draft) -> tuple[Block, ...]:
    """A letter as its reader gets it, whole; nothing of it is markup to Slack."""
    blocks = [section(f"*Subject:* {text.outside(draft.subject, limits.FIELD_TEXT)}"), *_verbatim(draft.body)]
    for which, reminder in zip(("First reminder", "Last reminder"), draft.follow_ups, strict=False):
        blocks += [context(f"*{which}*"), *_verbatim(reminder)]
    return tuple(blocks)


def template_kept(template: Template, site: Site) -> Message:
    return sentence(f"Kept your {_named(template)} for {site_name(site)}; new drafts are written with it.")


def template_reset(template: Template, site: Site, *, was_own: bool) -> Message:
    if not was_own:
        return sentence(f"{site_name(site)} had no {_named(template)} of its own.")
    return sentence(
        f"Took back your {_named(template)} for {site_name(site)}; new drafts are written with the built-in one again."
    )


def _named(template: Template) -> str:
    return f"template `{template.occasion}` in `{text.plain(template.lang, _LANG)}`"


def _line(occasion: Occasion, own: Collection[str]) -> str:
    whose = f"your own in {text.outside(', '.join(own), limits.BUTTON_TEXT)}" if own else "built-in"
    return f"`{occasion}` — {OCCASIONS[occasion]} · {whose}"


def _shown(preview: Draft) -> tuple[Block, ...]:
    return (
        section("*This is how it reads*, with made-up facts. Press *Keep it*, or change it below and look again."),
        *letter(preview),
        divider(),
    )


def _verbatim(words: str) -> Iterator[Block]:
    for start in range(0, len(words), limits.SECTION_TEXT):
        shown = words[start : start + limits.SECTION_TEXT]
        yield {"type": "section", "text": {"type": "plain_text", "text": shown, "emoji": False}}


def _print(template: Template) -> str:
    texts = (template.subject, template.body, *template.follow_ups)
    return sha256(repr(texts).encode()).hexdigest()[:16]

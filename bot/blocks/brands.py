"""The form in which a team says what tells its brand from a word of the same sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.blocks import names
from bot.blocks.elements import context
from bot.blocks.inputs import Field, Option, View, modal, select, text_input
from bot.blocks.sites import listed
from storage.domain import Brand, Site

KIND: Final = "kind"
OWN_DOMAINS: Final = "own_domains"
_LONGEST_NAME = 300

# Every list of names in the form: the field of Brand, its label, what it is for, and an example.
_LISTS: Final = (
    Field("other_names", "Other spellings", "Old names and usual misspellings too.", "Acme Inc, ACME, Akme", True),
    Field("products", "Products", "Their names count as yours.", "Acme Status", True),
    Field("people", "People", "Founders and others whose names stand for you.", "Robin Hale", True),
    Field("categories", "Words of your trade", "Near your name they speak for you.", "monitoring, uptime", True),
    Field("required", "Words that make it you", "Near your name they settle it.", "on-call, status page", True),
    Field("excluded", "Words that make it somebody else", "Near your name they speak against it.", "anvil", True),
    Field("competitors", "Other brands", "They tell what a page is about, and are never asked.", "Globex", True),
    Field(OWN_DOMAINS, "More domains of yours", "Old and short ones; a link there is a link to you.", "acme.io", True),
    Field("profiles", "Your profiles elsewhere", "Social pages and app stores.", "https://social.example/acme", True),
)
_KIND = Field(KIND, "The name itself", "An everyday word needs more proof that it means you.")
_KINDS: Final = (
    Option("A name that means only us", "own"),
    Option("Also an everyday word or another name", "common"),
    Option("Ours only when written just like this", "case"),
    Option("An everyday word, ours only when written like this", "common_case"),
)


def brand_modal(site: Site, brand: Brand) -> View:
    """``private_metadata`` holds the site's id and the brand's main name."""
    known = {field.name: ", ".join(_entries(brand, field.name)) for field in _LISTS}
    blocks = [
        context("All of it is optional; votes on `/mentions ambiguous` teach me too. Separate by commas."),
        select(_KIND, _KINDS, _kind(brand)),
        *(text_input(field, known[field.name]) for field in _LISTS),
    ]
    private = f"{site.id}:{brand.name[:_LONGEST_NAME]}"
    return modal(names.BRAND_VIEW, f"Brand {brand.name}", "Save", blocks, private)


def brand_of(entered: Mapping[str, str], name: str) -> Brand:
    """The brand as the form describes it; ``languages`` have no field."""
    said = {field.name: listed(entered.get(field.name, "")) for field in _LISTS}
    others = tuple(one for one in said.pop("other_names") if one != name)
    kind = entered.get(KIND, "own")
    return replace(
        Brand((name, *others)), **said, is_common=kind.startswith("common"), is_case_sensitive=kind.endswith("case")
    )


def _entries(brand: Brand, field: str) -> tuple[str, ...]:
    if field == "other_names":
        return brand.names[1:]
    entries: tuple[str, ...] = getattr(brand, field)
    return entries


def _kind(brand: Brand) -> str:
    if brand.is_common:
        return "common_case" if brand.is_case_sensitive else "common"
    return "case" if brand.is_case_sensitive else "own"

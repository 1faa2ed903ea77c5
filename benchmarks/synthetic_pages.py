"""Made-up pages of real pages' sizes and shapes, the same ones every time: four of five link to us."""

from __future__ import annotations

from random import Random

OWN_DOMAIN = "acme.example"
PAGES = 300
_SMALLEST, _LARGEST = 20_000, 120_000
_SOUNDS = [consonant + vowel for consonant in "bcdfglmnprstv" for vowel in "aeiou"]


def page(number: int) -> bytes:
    """Navigation, scripts, an article with links in its text, an aside and a footer."""
    chance = Random(number)  # the same page every time
    size = chance.randint(_SMALLEST, _LARGEST)
    words = _vocabulary(chance)
    title = _words(chance, words, 7)
    article: list[str] = []
    length = 0
    while length < size * 0.25:
        paragraph = _paragraph(chance, words)
        article.append(paragraph)
        length += len(paragraph)
    if links_to_us(number):
        article.insert(len(article) // 2, _link_to_us(chance, words))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{number}"><meta name="robots" content="max-image-preview:large">
{_metas(chance, words)}<script>{_script(chance, words, int(size * 0.25))}</script></head><body class="single">
<header class="site-header"><nav>{_menu(chance, words, 45)}</nav></header>
<main><article class="post"><h1>{title}</h1>{"".join(article)}</article></main>
<aside class="sidebar">{_menu(chance, words, 30)}</aside>
<script>{_script(chance, words, int(size * 0.2))}</script>
<footer>{_menu(chance, words, 40)}<p>{_words(chance, words, 30)}</p></footer></body></html>""".encode()


def links_to_us(number: int) -> bool:
    return number % 5 != 0


def _vocabulary(chance: Random) -> list[str]:
    return ["".join(chance.choices(_SOUNDS, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(1500)]


def _words(chance: Random, words: list[str], number: int) -> str:
    return " ".join(chance.choices(words, k=number))


def _paragraph(chance: Random, words: list[str]) -> str:
    text = _words(chance, words, chance.randint(20, 70))
    place = f"https://{chance.choice(words)}.example/{chance.choice(words)}"
    link = f'<a href="{place}" target="_blank" rel="noopener">{_words(chance, words, 3)}</a>'
    block = f'<div class="{_classes(chance, words, 9)}" data-block="{chance.getrandbits(256):x}">'
    start = f'{block}<p class="{_classes(chance, words, 5)}" style="margin:0 0 {chance.randint(8, 30)}px">'
    return f"{start}{text}. {link} <em>{_words(chance, words, 4)}</em> {_words(chance, words, 8)}</p></div>"


def _classes(chance: Random, words: list[str], number: int) -> str:
    return " ".join("__".join(chance.choices(words, k=2)) for _ in range(number))


def _link_to_us(chance: Random, words: list[str]) -> str:
    rel = chance.choice(("", ' rel="nofollow"', ' rel="sponsored noopener"'))
    href = f"https://www.{OWN_DOMAIN}/{chance.choice(words)}"
    before, after = _words(chance, words, 15), _words(chance, words, 15)
    return f'<p>{before} <a href="{href}"{rel}>{_words(chance, words, 3)}</a> {after}</p>'


def _menu(chance: Random, words: list[str], entries: int) -> str:
    names = (_words(chance, words, 2) for _ in range(entries))
    items = (
        f'<li id="menu-item-{at}" class="menu-item menu-item-type-taxonomy menu-item-{at}">'
        f'<a class="menu-link main-menu-link" itemprop="url" href="/{name.replace(" ", "-")}/">{name}</a></li>'
        for at, name in enumerate(names)
    )
    return f"<ul>{''.join(items)}</ul>"


def _metas(chance: Random, words: list[str]) -> str:
    names = ("description", "author", "twitter:card", "twitter:title", "generator", "theme-color", "viewport", "news")
    metas = "".join(f'<meta name="{name}" content="{_words(chance, words, 6)}">\n' for name in names)
    return metas + "".join(f'<link rel="stylesheet" href="/css/{chance.choice(words)}.css">\n' for _ in range(8))


def _script(chance: Random, words: list[str], size: int) -> str:
    lines = []
    length = 0
    while length < size:
        name, key, value = chance.choices(words, k=3)
        lines.append(
            f'window.{name}=window.{name}||{{}};{name}.push({{"{key}":"{value}",id:{chance.randint(1, 99999)}}});'
        )
        length += len(lines[-1])
    return "\n".join(lines)

"""The rules of the house (DESIGN §2), read from the source of a tree as its import statements and calls."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("bot", "jobs", "storage")
COMPOSITION_ROOT = (
    "bot/app.py",
    "bot/app_mail.py",
    "bot/app_outreach.py",
    "bot/app_parts.py",
    "bot/app_ticks.py",
    "bot/app_worker.py",
)
WALL_CLOCK = "bot/wall_clock.py"

_BELOW = {"storage": (), "jobs": ("storage",), "bot": ("jobs", "storage")}
_PURE_PACKAGES = {"ahocorasick_rs", "can_ada", "feedparser", "jinja2", "tldextract", "selectolax", *FOLDERS}
_IMPURE = {
    "asyncio",
    "socket",
    "ssl",
    "subprocess",
    "threading",
    "time",
    "os",
    "pathlib",
    "httptools",
    "httpx",
    "sqlalchemy",
    "urllib.request",
}
_ONLY_IN = {
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
    "httptools": ("jobs/web/",),
    "httpx": ("jobs/web/",),
    "jinja2": ("jobs/analysis/drafts.py", "jobs/analysis/template_grammar.py"),
    "slack_sdk": ("bot/",),
    "slack_bolt": ("bot/",),
    "apscheduler": ("jobs/clock.py",),
    "pydantic_settings": ("bot/settings.py",),
    "asyncio": (
        "jobs/web/",
        "jobs/runners/",
        "jobs/check_backlinks.py",
        "jobs/find_mentions.py",
        "jobs/inspect_pages.py",
        "jobs/look_at_prospects.py",
        "jobs/look_for_mentions.py",
        "jobs/parse_pages.py",
        "jobs/poll_sources.py",
        "jobs/read_answers.py",
        "jobs/record_together.py",
        "bot/preview/",
        "bot/app_worker.py",
        "bot/webmentions.py",
    ),
    "aiohttp": ("bot/preview/", "bot/webmentions.py"),
}
_BROAD_EXCEPT = ("bot/errors.py", "jobs/poll_sources.py")


def violations(root: Path) -> list[str]:
    """Every broken rule in the tree below ``root``, as ``file:line: what``."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"), filename=name)
            found += [f"{name}:{line}: {what}" for line, what in _broken(name, tree)]
    return found


def _broken(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for line, module in _imports(tree):
        yield from ((line, what) for what in _broken_import(name, module))
    for node in ast.walk(tree):
        if what := _broken_node(name, node):
            yield getattr(node, "lineno", 0), what


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each imported module; ``from a import b`` counts as ``a.b`` too, since b may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            yield node.lineno, base
            if base in FOLDERS:
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def _broken_import(name: str, module: str) -> Iterator[str]:
    own, top = name.split("/")[0], module.split(".")[0]
    if top in FOLDERS and top != own and top not in _BELOW[own]:
        yield f"{own} must not import {module}: imports point down"
    if own == "bot" and top == "storage" and name not in COMPOSITION_ROOT and not _is_words(module):
        yield f"bot sees of storage only domain and errors, not {module}"
    if name.startswith("jobs/analysis/"):
        yield from _impure_import(module, top)
    places = _ONLY_IN.get(top)
    if places and not name.startswith(places):
        yield f"{top} belongs in {' or '.join(places)}"


def _is_words(module: str) -> bool:
    return module in ("storage", "storage.domain", "storage.errors")


def _impure_import(module: str, top: str) -> Iterator[str]:
    if module in _IMPURE or top in _IMPURE or top not in sys.stdlib_module_names | _PURE_PACKAGES:
        yield f"analysis is pure: no {module}"
    if top == "storage" and not _is_words(module):
        yield f"analysis is pure: no {module}"
    if top == "jobs" and not module.startswith("jobs.analysis") and module != "jobs":
        yield f"analysis is pure: no {module}"


def _broken_node(name: str, node: ast.AST) -> str | None:
    if isinstance(node, ast.ExceptHandler) and name not in _BROAD_EXCEPT and _is_broad(node):
        return "`except Exception` stands only at the borders"
    if isinstance(node, ast.Attribute):
        return _broken_attribute(name, node)
    return None


def _is_broad(node: ast.ExceptHandler) -> bool:
    return node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))


def _broken_attribute(name: str, node: ast.Attribute) -> str | None:
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    if owner == "datetime" and node.attr in ("now", "utcnow", "today") and name != WALL_CLOCK:
        return "the time is a field, not a global: only bot/wall_clock.py asks it"
    if owner == "os" and node.attr in ("environ", "getenv") and name != "bot/settings.py":
        return "only bot/settings.py reads the environment"
    return None

"""Which sources are asked, as the settings say."""

from bot.settings import Settings, SettingsError, read_variables
from jobs.sources.port import options_of
from jobs.sources.registry import SOURCES, Configured, configured

ALL = "all"


def configured_sources(settings: Settings) -> tuple[Configured, ...]:
    """The sources that can be asked. Raises ``SettingsError`` for a name in SOURCES_OFF that is none."""
    names = {kind.name for kind in SOURCES}
    unknown = sorted(set(settings.sources_off) - names - {ALL})
    if unknown:
        raise SettingsError(f"SOURCES_OFF: there is no source '{unknown[0]}'; there are {', '.join(sorted(names))}.")
    return configured(source_variables(), switched_off(settings))


def switched_off(settings: Settings) -> frozenset[str]:
    """The sources that the operator does not want."""
    return frozenset(kind.name for kind in SOURCES if {kind.name, ALL} & set(settings.sources_off))


def source_variables() -> dict[str, str]:
    """What is set of all that sources declare."""
    return dict(read_variables(one.variable for kind in SOURCES for one in options_of(kind)))

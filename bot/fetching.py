"""How strangers are visited, as the settings say."""

from bot.settings import Settings, SettingsError
from jobs.web.hosts import Hosts, HostsFileError, read_hosts_file
from jobs.web.rules import FetchRules


def fetch_rules(settings: Settings) -> FetchRules:
    return FetchRules(
        deadline=settings.fetch_deadline,
        max_bytes=settings.fetch_max_bytes,
        max_wire_bytes=settings.fetch_max_wire_bytes,
        max_redirects=settings.fetch_max_redirects,
        host_pause=settings.fetch_host_pause,
        ports=settings.fetch_ports,
        allow_networks=settings.fetch_allow_networks,
        hosts=_hosts(settings),
        contact_url=settings.fetch_contact_url,
        concurrency=settings.fetch_concurrency,
    )


def _hosts(settings: Settings) -> Hosts:
    if settings.fetch_hosts_file is None:
        return {}
    try:
        return read_hosts_file(settings.fetch_hosts_file)
    except HostsFileError as error:
        raise SettingsError(f"FETCH_HOSTS_FILE: {error.user_message}") from error

"""How strangers are visited, as the settings say."""

from bot.settings import Settings, SettingsError
from jobs.web.hosts import Hosts, HostsFileError, read_hosts_file
from jobs.web.opt_outs import OptOutFileError, read_opt_out_file
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
        opted_out=_opted_out(settings),
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


def _opted_out(settings: Settings) -> frozenset[str]:
    if settings.fetch_opt_out_file is None:
        return frozenset()
    try:
        return read_opt_out_file(settings.fetch_opt_out_file)
    except OptOutFileError as error:
        raise SettingsError(f"FETCH_OPT_OUT_FILE: {error.user_message}") from error

"""The operator's own do-not-contact list, which holds for every workspace."""

from bot.settings import Settings, SettingsError
from jobs.analysis.suppression import SuppressionError, read_list


def global_do_not_contact(settings: Settings) -> frozenset[bytes]:
    """The digests of ``OUTREACH_DNC_FILE``; a list that cannot be read in full stops the start."""
    path = settings.outreach_dnc_file
    if path is None:
        return frozenset()
    try:
        return read_list(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"OUTREACH_DNC_FILE: {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"OUTREACH_DNC_FILE: {path} is not a text file in UTF-8.") from error
    except SuppressionError as error:
        raise SettingsError(f"OUTREACH_DNC_FILE: {path} has a mistake in {error.user_message}") from error

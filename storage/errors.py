"""Errors that say one plain sentence to a person and one precise line to the log."""


class AnchorwatchError(Exception):
    """Something we were asked to do could not be done. ``user_message`` is what a person reads."""

    def __init__(self, message: str, user_message: str | None = None) -> None:
        super().__init__(message)
        self.user_message = user_message or message


class WrongRequestError(AnchorwatchError):
    """What was asked for cannot be meant; asked in other words it can be done."""


class StorageError(AnchorwatchError):
    """The database cannot serve us now; its sentence names the database and what to do."""


class StorageBusyError(StorageError):
    """Somebody else holds the database longer than we are willing to wait."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} is locked", "The database is busy, please try again in a moment.")


class StorageFullError(StorageError):
    """There is no room for another row."""

    def __init__(self, where: str) -> None:
        super().__init__(f"Cannot write to {where}: the disk is full. Free some space; nothing stored so far is lost.")


class StorageFailingError(StorageError):
    """The disk refused a read or a write."""

    def __init__(self, where: str) -> None:
        super().__init__(f"Cannot read or write {where}: the disk is full or failing. Nothing stored so far is lost.")


class StorageReadOnlyError(StorageError):
    """We may read the database, not write to it."""

    def __init__(self, where: str) -> None:
        super().__init__(f"Cannot write to {where}: it is read-only. Give this user permission to write there.")


class StorageCorruptError(StorageError):
    """The file is not a database, or no longer one."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} is not a readable database. Restore it from a backup or move it away to start anew.")


class StorageUnreachableError(StorageError):
    """The database could not be opened at all."""

    def __init__(self, where: str) -> None:
        super().__init__(f"Cannot open the database {where}. Check that its folder exists and can be read and written.")


class OlderSchemaError(StorageError):
    """The tables have not been brought up to this version of the program."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} is not set up for this version of Anchorwatch. Run: anchorwatch migrate")


class UnsupportedDatabaseError(StorageError):
    """``DATABASE_URL`` names a database we cannot use."""

    def __init__(self, url: str) -> None:
        super().__init__(f"DATABASE_URL must name an SQLite file, such as sqlite:///data/anchorwatch.db, not {url}.")


class NewerSchemaError(StorageError):
    """A later version of the program has been here; writing would destroy what it knows."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} was written by a newer version of Anchorwatch. Upgrade the program to use it.")


class AlreadyRunningError(AnchorwatchError):
    """Another process plays this role on the same database."""

    def __init__(self, role: str, pid: str) -> None:
        super().__init__(f"Another Anchorwatch {role} (process {pid}) already uses this database. Stop it first.")


class SiteExistsError(AnchorwatchError):
    """One of the domains belongs to a site of this workspace already."""

    def __init__(self, domain: str) -> None:
        super().__init__(f"site with domain {domain} exists", f"{domain} is already one of your sites.")


class NotADemoError(AnchorwatchError):
    """Only the demo's own site may live in a moved time."""

    def __init__(self, domain: str) -> None:
        super().__init__(f"The clock of {domain} cannot be moved: it is a real site.")

"""Downloads a file that a person shared, with our token, from Slack and from nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from slack_sdk import WebClient

from storage.errors import AnchorwatchError

_PIECE = 1 << 20
_LARGEST = 1 << 30
_TIMEOUT_SECONDS = 30.0


class DownloadError(AnchorwatchError):
    """A shared file could not be fetched from Slack."""


@dataclass(frozen=True, slots=True)
class SlackFile:
    name: str
    url: str
    size: int


def shared_file(client: WebClient, file_id: str) -> SlackFile:
    file: Mapping[str, Any] = client.files_info(file=file_id)["file"]
    return SlackFile(str(file.get("name") or "file"), str(file.get("url_private_download") or ""), int(file["size"]))


def download(client: WebClient, file: SlackFile, folder: Path) -> Path:
    """Stream the file to our disk; only Slack's own hosts, or the stand-in we talk to, ever see the token."""
    if not _is_slacks(file.url, client.base_url):
        raise DownloadError(f"file url {file.url!r} is not Slack's", f"{file.name} is not stored with Slack.")
    if file.size > _LARGEST:
        raise DownloadError(
            f"file of {file.size} bytes",
            f"{file.name} is larger than 1 GB; import it with `anchorwatch import` instead.",
        )
    request = Request(file.url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  checked above
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with urlopen(request, timeout=_TIMEOUT_SECONDS) as answer, NamedTemporaryFile(dir=folder, delete=False) as kept:  # noqa: S310
            while piece := answer.read(_PIECE):
                kept.write(piece)
    except (URLError, OSError) as error:
        raise DownloadError(f"file not downloaded: {error}", f"{file.name} could not be fetched from Slack.") from error
    return Path(kept.name)


def _is_slacks(url: str, api_url: str) -> bool:
    asked, api = urlsplit(url), urlsplit(api_url)
    if asked.netloc == api.netloc and asked.scheme == api.scheme:
        return True
    host = asked.hostname or ""
    return asked.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))

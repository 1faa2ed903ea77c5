"""Downloads a file that a person shared, with our token, from Slack and from nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

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
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, delete=False) as kept:
        path = Path(kept.name)
        try:
            _stream(Request(file.url, headers={"Authorization": f"Bearer {client.token}"}), file, kept)  # noqa: S310
        except (URLError, OSError, HTTPException) as error:
            path.unlink(missing_ok=True)
            sentence = f"{file.name} could not be fetched from Slack; please share it again."
            raise DownloadError(f"file not downloaded: {error}", sentence) from error
    return path


def _stream(request: Request, file: SlackFile, kept: IO[bytes]) -> None:
    """All of the file or an error: a part of it would be taken for the whole."""
    received = 0
    with _OPENER.open(request, timeout=_TIMEOUT_SECONDS) as answer:
        while piece := answer.read(_PIECE):
            received += len(piece)
            if received > file.size:
                break
            kept.write(piece)
    if received != file.size:
        raise OSError(f"{received} of {file.size} bytes")


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry our token to another host."""

    def redirect_request(self, *_asked: object) -> None:
        return None


_OPENER = build_opener(ProxyHandler({}), _NoRedirect)


def _is_slacks(url: str, api_url: str) -> bool:
    asked, api = urlsplit(url), urlsplit(api_url)
    if asked.netloc == api.netloc and asked.scheme == api.scheme:
        return True
    host = asked.hostname or ""
    return asked.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))

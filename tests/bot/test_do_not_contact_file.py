"""The operator's do-not-contact list is read in full, or the start says what is wrong with it."""

from pathlib import Path

import pytest

from bot.do_not_contact import global_do_not_contact
from bot.settings import SettingsError, load_settings
from jobs.analysis.suppression import covers


def test_the_list_of_the_operator_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("\ufeffacme.com # by mail\nmaya@other.org\n", encoding="utf-8")
    digests = global_do_not_contact(load_settings(outreach_dnc_file=path))
    assert covers(digests, "blog.acme.com")
    assert covers(digests, "else.example", "maya@other.org")
    assert global_do_not_contact(load_settings(outreach_dnc_file=None)) == frozenset()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"acme.com\nno one\n", "has a mistake in line 2: “no one”"), (b"\xff\xfe", "is not a text file in UTF-8")],
)
def test_a_list_that_cannot_be_read_in_full_stops_the_start(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=f"OUTREACH_DNC_FILE: .* {said}"):
        global_do_not_contact(load_settings(outreach_dnc_file=path))
    with pytest.raises(SettingsError, match=r"OUTREACH_DNC_FILE: .* cannot be read: No such file"):
        global_do_not_contact(load_settings(outreach_dnc_file=tmp_path / "none"))

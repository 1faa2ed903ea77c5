"""Bodies are inflated the same with isal and without it."""

import subprocess
import sys
from pathlib import Path

_WITHOUT_ISAL = """
import sys, zlib
sys.modules["isal"] = None  # as where it is not installed
import pytest
from jobs.web import inflating
assert inflating.InflateError is zlib.error
words = "coding or decode or bomb or cut or compressed"
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "-k", words, *sys.argv[1:]]))
"""


def test_everything_about_codings_holds_without_isal() -> None:
    folder = Path(__file__).parent
    files = [str(folder / "test_hostile_servers.py"), str(folder / "test_cut_bodies.py")]
    root = folder.parent.parent
    done = subprocess.run([sys.executable, "-c", _WITHOUT_ISAL, *files], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr

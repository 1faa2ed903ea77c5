"""Starts the preview workspace for a person: the page, the demo, and the bot connected to both."""

import sys

from bot.preview.demo.staging import open_stage
from bot.serving import keep_what_stands, stop_signal
from bot.settings import Settings


def serve_preview(settings: Settings) -> None:
    """Serve until told to stop."""
    sys.stderr.write("No Slack tokens in .env: starting the preview workspace on this machine …\n")
    told = stop_signal()
    with open_stage(settings) as stage:
        keep_what_stands()
        sys.stderr.write(f"Open {stage.preview.url} in a browser. Stop with Ctrl-C.\n")
        told.wait()

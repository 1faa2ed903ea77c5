"""What Slack shows: pure functions from domain values to messages and views."""

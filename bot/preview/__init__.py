"""A local stand-in for Slack, with a page for a person; also the tests' Slack."""

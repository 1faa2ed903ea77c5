"""Slash commands: understand, call one use case, answer."""

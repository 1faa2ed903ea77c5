"""Reads single pages where reading can be stopped: in a process of its own, bounded in time and memory."""

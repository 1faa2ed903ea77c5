"""Keeps the memory of one page for the next: to give it back and take it again costs a third of parsing."""

_LARGER_THAN_A_TREE = 8 << 20


def keep_freed_memory() -> None:
    """An allocator such as glibc's never again gives back less than the largest block it has seen freed."""
    bytes(_LARGER_THAN_A_TREE)

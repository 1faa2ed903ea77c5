"""The only way out to strangers: guarded, polite, pinned and bounded."""

"""Pages written by us in the manner of real ones: stand-ins of every kind, and innocents that look like them."""

"""Pages a server shows instead of the one we asked for: walls, error texts, parked domains, empty shells."""

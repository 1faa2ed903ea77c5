"""Where links and mentions come from: one small file per source."""

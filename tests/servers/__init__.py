"""Pretend servers on loopback that tests script: they play strangers, so that no test needs the real network."""

"""Carries "drain this host" to wherever workers run."""

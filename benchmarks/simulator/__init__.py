"""Months of a pretend web, told to the real state machine and the real timing by a moved clock."""

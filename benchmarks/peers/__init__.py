"""The others: floors without any comfort, and well-known tools, doing the same work."""

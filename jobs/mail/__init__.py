"""The only way out by mail: one letter to one person, over the operator's own mail server, and the answers to it."""

"""Our own side of each benchmark, each started in a process of its own."""

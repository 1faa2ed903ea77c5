"""Modal submissions and App Home."""

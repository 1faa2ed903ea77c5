"""What pages, checks and addresses mean: pure functions, values in and values out."""

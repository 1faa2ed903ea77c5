"""What Anchorwatch remembers: sites, backlinks, what visits saw, what we believe, and what Slack must be told."""

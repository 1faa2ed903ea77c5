"""What Anchorwatch says: the Slack side, the command line and the preview workspace."""

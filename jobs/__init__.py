"""What Anchorwatch judges and does: visits, verdicts, imports and digests, without knowing Slack."""

"""The database's history, one file per step; installed with the package, so that it can always catch up."""

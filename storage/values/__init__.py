"""The words of link building as values, one file per topic; everybody imports them from ``storage.domain``."""

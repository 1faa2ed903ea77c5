"""What we cost beside our peers; never a test's pass or fail."""

"""A pretend site and a pretend web on loopback whose pages live from day to day; marked as a demo everywhere."""

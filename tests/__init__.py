"""The tests: what a user would notice, on real databases and in real processes."""

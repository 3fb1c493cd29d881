"""Tests of the mistakes of seed files: all are found in one run, each with its place and its remedy."""

"""Tests of what contradicts what, and who agrees."""

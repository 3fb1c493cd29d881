"""Tests of totals: they keep their laws, and of every claim is said what became of it."""

"""Tests of loading: a load is everything or nothing, and changes exactly what its files say."""

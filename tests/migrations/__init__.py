"""Tests of the migrations: up and down without a loss, to what the models say, whatever happens on the way."""

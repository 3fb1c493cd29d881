"""Tests of the formats: an answer is written in each as it is, nothing lost, nothing dangerous shown."""

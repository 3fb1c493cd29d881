"""Tests of the rules that the database itself keeps."""

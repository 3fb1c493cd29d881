"""Tests of the command line as a user meets it: exit codes, streams, files, errors, terminals."""

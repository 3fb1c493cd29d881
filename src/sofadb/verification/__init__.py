"""The stored passages and wordings of a source held against a copy of its text."""

"""A first map for a table, from what its columns and cells look like."""

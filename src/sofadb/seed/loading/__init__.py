"""From checked rows to a database, in one transaction."""

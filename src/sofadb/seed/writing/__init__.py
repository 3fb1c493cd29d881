"""From the database back to seed files: rows by their natural keys, entries, files, text."""

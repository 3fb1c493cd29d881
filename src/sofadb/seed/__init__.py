"""From seed files to rows: read, checked as a whole, loaded in one transaction."""

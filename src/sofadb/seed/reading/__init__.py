"""From the bytes of seed files to rows that know their places."""

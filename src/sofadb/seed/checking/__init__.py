"""What may be wrong between the rows of seed files, and between them and a database."""

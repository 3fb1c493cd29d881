"""The two doors to a database: guarded reading, and writing through SQLAlchemy."""

"""What the sources say about foreign troops and their legal status."""

__version__ = "0.1.0"

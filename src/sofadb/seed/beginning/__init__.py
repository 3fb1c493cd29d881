"""How a new seed file begins."""

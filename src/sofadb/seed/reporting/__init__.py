"""How mistakes are printed, and what their codes teach."""

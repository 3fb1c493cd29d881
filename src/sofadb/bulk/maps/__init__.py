"""Maps: how the columns of a table become figures, as people write it, and what is wrong with one."""

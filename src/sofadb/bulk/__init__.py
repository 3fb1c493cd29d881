"""Official tables: files of figures, streamed into a staging table, resolved, checked and merged by SQL."""

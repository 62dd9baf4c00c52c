"""Arrays, data frames and number crunching."""

"""Small rules: the same value by a cheaper expression."""

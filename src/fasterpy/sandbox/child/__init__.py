"""What runs beside foreign code: standard library and msgspec only, nothing else of fasterpy."""

"""Rules about building and searching text."""

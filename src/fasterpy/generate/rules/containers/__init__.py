"""Rules about the choice and use of containers."""

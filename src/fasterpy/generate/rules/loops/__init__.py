"""Rules about what happens in every round of a loop."""

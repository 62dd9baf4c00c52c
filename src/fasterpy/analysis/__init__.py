"""Shared syntax facts: text positions, scopes, cheap types, loops, purity. Standard library only."""

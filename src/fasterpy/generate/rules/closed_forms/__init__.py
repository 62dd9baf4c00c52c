"""Loops whose outcome a formula gives, or whose interesting rounds can be named beforehand."""

"""What finds arguments for a function by reading and calling it: shipped as text into the sandbox, never run outside.

Standard library alone, no import from the rest of fasterpy.
"""

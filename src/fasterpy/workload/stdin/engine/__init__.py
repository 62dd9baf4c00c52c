"""What reads a program's input format by running it: shipped as text into the sandbox, never run in the parent.

Standard library alone, no import from the rest of fasterpy. ``bundle.py`` beside this folder packs the modules.
"""

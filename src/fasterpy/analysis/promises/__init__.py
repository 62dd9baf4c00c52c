"""What a docstring asks of arguments: read by the maker of inputs, inside the sandbox, and by the verifier.

These modules use the standard library alone and import each other alone, since the bundle of the engine carries them.
"""

"""Replaces the codecs and error handlers that texts are written with."""
# expect: returned raised crashed

import codecs
import encodings


def target(x):
    lie = lambda *a, **k: (b"FORGED", 6)
    codecs.register(lambda name: codecs.CodecInfo(lie, lie, name=name))
    codecs.register_error("strict", lambda error: ("FORGED", error.end))
    codecs.register_error("backslashreplace", lambda error: ("FORGED", error.end))
    encodings._cache.clear()
    codecs.lookup = codecs.encode = codecs.decode = lie
    return "\udc80" + str(x)

"""How schemathesis sends a Word file: bytes as they are."""

import schemathesis

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@schemathesis.serializer(WORD)
def word(context, value):
    if isinstance(value, bytes):
        return value
    data = getattr(value, "data", None)
    return data if isinstance(data, bytes) else str(value).encode("utf-8", "surrogatepass")

"""How texts are compared: one folding for names, levels and searches."""

from __future__ import annotations

import re
import unicodedata

_FIRST_IDEOGRAPH = "\u3400"


def fold(text: str) -> str:
    """Reduce a text to what counts when names are compared.

    Case, accents (Vietnamese đ included), Unicode form, punctuation, spaces, a leading "the" and the difference of
    simplified and traditional Chinese do not count; "&" counts as "and". Folding a folded text changes nothing.

    Args:
        text: Any text.

    Returns:
        The words of the text, folded, with single spaces between them; empty if it has no word.

    Examples:
        >>> fold("  Hoà-Kỳ "), fold("The Bahamas"), fold("Đức"), fold("美國")
        ('hoa ky', 'bahamas', 'duc', '美国')
    """
    if text.isascii():
        text = text.lower()
    else:
        # Two rounds, since case folding can give letters that decompose further, and the other way about.
        for _ in range(2):
            text = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(c for c in text if not unicodedata.combining(c)).replace("đ", "d")
        if max(text, default="") >= _FIRST_IDEOGRAPH:
            from .hanzi import simplified  # a table that most texts do not need

            text = simplified(text)
    text = text.replace("&", " and ")
    words = re.sub(r"[\W_]+", " ", text).split()
    while words[:1] == ["the"]:
        del words[0]
    return " ".join(words)

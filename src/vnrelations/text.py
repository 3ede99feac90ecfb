"""How texts are compared: one folding for names, levels and searches."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """Reduce a text to what counts when names are compared.

    Case, accents (Vietnamese đ included), Unicode form, punctuation, spaces and a leading "the" do not count;
    "&" counts as "and". Folding a folded text changes nothing.

    Args:
        text: Any text.

    Returns:
        The words of the text, folded, with single spaces between them; empty if it has no word.

    Examples:
        >>> fold("  Hoà-Kỳ "), fold("The Bahamas"), fold("Đức")
        ('hoa ky', 'bahamas', 'duc')
    """
    # Two rounds, since case folding can give letters that decompose further, and the other way about.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("đ", "d").replace("&", " and ")
    words = re.sub(r"[\W_]+", " ", text).split()
    while words[:1] == ["the"]:
        del words[0]
    return " ".join(words)

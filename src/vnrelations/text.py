"""How texts are compared: one folding for names, levels and searches, and what a name is looked up by."""

from __future__ import annotations

import unicodedata

# A name of more characters names nothing: what is done with names is not linear in their length.
LONGEST = 1000
_REMEMBERED = 1 << 14  # characters, of the million that there are; texts of people have a few thousand


class _Folded(dict[int, str]):
    """What each character counts as, worked out when it is first met: the table of ``str.translate``."""

    def __missing__(self, code: int) -> str:
        text = chr(code)
        # Two rounds, since case folding can give letters that decompose further, and the other way about.
        for _ in range(2):
            text = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_CROSSED)
        if text >= FIRST_IDEOGRAPH:
            from .hanzi import simplified  # a table that most texts do not need

            text = simplified(text)
        folded = "".join(c if c.isalnum() else " " for c in text)
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


# The Vietnamese letter does not decompose, and is often typed as the Icelandic one that looks like it.
_CROSSED = str.maketrans("đð", "dd")
_FOLDED = _Folded()
_SAYS_NOTHING = frozenset({"the", "and"})
FIRST_IDEOGRAPH = "\u3400"


def fold(text: str) -> str:
    """Reduce a text to what counts when names are compared.

    Case, accents (Vietnamese đ included), Unicode form, punctuation, spaces, the words "the" and "and" ("&" too) and
    the difference of simplified and traditional Chinese do not count. Folding a folded text changes nothing.

    Args:
        text: Any text.

    Returns:
        The words of the text, folded, with single spaces between them; empty if it has no word.

    Examples:
        >>> fold("  Hoà-Kỳ "), fold("The Bahamas"), fold("Đức"), fold("美國")
        ('hoa ky', 'bahamas', 'duc', '美国')
    """
    return " ".join(word for word in text.translate(_FOLDED).split() if word not in _SAYS_NOTHING)


def plain(text: str) -> str:
    """Return a text without what no reader sees: its Unicode form, how it is spaced, invisible characters, entities.

    Examples:
        >>> plain("  Ho\u0061\u0300 K\u1ef3\u200b "), plain("C&ocirc;te d&#39;Ivoire")
        ('Hoà Kỳ', "Côte d'Ivoire")
    """
    if text.isascii():
        if "&" in text and ";" in text:
            import html  # seldom needed

            text = html.unescape(text)
            if not text.isascii():
                return plain(text)
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text)
    if "&" in text and ";" in text:
        import html

        text = unicodedata.normalize("NFKC", html.unescape(text))
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def name_keys(text: str) -> tuple[str, ...]:
    """Return the keys of a name as it stands and with what a comma or bracket sets behind it put before it.

    Examples:
        >>> name_keys("Korea, Republic of")
        ('korearepublicof', 'republicofkorea')
        >>> name_keys("St. Kitts & Nevis") == name_keys("Saint Kitts and Nevis")
        True
    """
    keys = [name_key(text)]
    if "," in text:
        head, _, tail = text.partition(",")
        keys.append(name_key(f"{tail} {head}"))
    if "(" in text:
        head, _, tail = text.partition("(")
        keys.append(name_key(f"{tail} {head}"))
    return tuple(dict.fromkeys(filter(None, keys)))


def name_key(text: str) -> str:
    """Return what a name is looked up by, as it stands: folded, without spaces, with "Saint" in full."""
    return "".join(_IN_FULL.get(word, word) for word in text.translate(_FOLDED).split())


_IN_FULL = {"st": "saint", **dict.fromkeys(_SAYS_NOTHING, "")}

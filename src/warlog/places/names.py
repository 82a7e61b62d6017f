"""Keys under which place names meet: the normal key for spelling, fold and skeleton for transliteration."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´ʻʼʾʿʹ′\".]")
_GAPS = re.compile(r"[\W_]+")
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "ə": "a", "ð": "d", "þ": "th", "œ": "oe"}
)
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "an",
        "ar",
        "as",
        "at",
        "ad",
        "az",
        "ash",
        "adh",
        "ath",
        "en",
        "er",
        "es",
        "et",
        "ed",
        "ez",
        "esh",
        "il",
        "the",
    ]
)
# "Ezzor", "Arraqqa": the article written together with the letter that it assimilates to
_JOINED_ARTICLE = re.compile(r"^[ae](?=(zz|rr|ss|dd|nn|tt|shsh))")
# "Salahuddin", "Saladdin", "Nureddin": the vowel of an article that a name has swallowed
_OF_THE_FAITH = re.compile(r"(?<=.)[aeiu](?=dd[ie]e?n$)")
_DIGRAPHS = re.compile(r"sch|tch|kh|gh|dh|th|sh|ch|zh|dj|ph|ck|qu|ts|tz")
_DIGRAPH_OF = {
    "sch": "x", "tch": "x", "kh": "h", "gh": "k", "dh": "d", "th": "t", "sh": "x", "ch": "x",
    "zh": "j", "dj": "j", "ph": "f", "ck": "k", "qu": "k", "ts": "c", "tz": "c",
}  # fmt: skip
_LETTERS = str.maketrans({"q": "k", "g": "k", "w": "u", "o": "u", "y": "i", "e": "i"})
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aiu")
_LATIN = re.compile(r"^[a-z0-9 ]+$")


def normal_key(name: str) -> str:
    """The name without case, marks, apostrophes and dots, hyphens as blanks: "Ba‘qūbah" and "Baqubah" meet."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
    folded = name.casefold()
    if not folded.isascii():
        folded = folded.translate(_PLAIN)
    return _GAPS.sub(" ", _APOSTROPHES.sub("", folded)).strip()


# marks of learned transliteration; a cedilla belongs to the name where the language is written with one
_LEARNED = re.compile("[\u0304\u0323\u0327\u0331]")
_CEDILLA_COUNTRIES = frozenset(["TR", "RO", "MD", "AZ", "FR", "PT", "BR", "AL", "XK"])


def plain_name(name: str, country: str) -> str:
    """GeoNames' name as a report would print it: "Sinjar" for "Sinjār", "Tall Afar" for "Tall ‘Afar"; names with
    marks of another sort ("Hà Nội", "Şırnak") stay as they are."""
    if country in _CEDILLA_COUNTRIES or (name.isascii() and "'" not in name):
        return name
    bare = (
        _LEARNED.sub("", unicodedata.normalize("NFD", name))
        .replace("‘", "")
        .replace("’", "")
        .replace("ʻ", "")
    )
    return bare[:1].upper() + bare[1:] if bare.isascii() else name


def without_article(key: str) -> str:
    """The normal key without an Arabic article at its start, as it is where what is left is too short to tell."""
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and first != "the" and len(rest) > 3 else key


def is_latin(key: str) -> bool:
    """Whether a normal key is in plain Latin letters: only those have a fold and a skeleton."""
    return _LATIN.match(key) is not None


def fold_key(key: str) -> str:
    """A normal key with transliteration's choices merged, vowels kept: "ar raqqah" and "rakka" give "raka"."""
    tokens = key.split()
    if len(tokens) > 1:
        tokens = [token for token in tokens if token not in _ARTICLES] or tokens
    joined = "".join(_fold_token(token) for token in tokens)
    return _DOUBLED.sub(r"\1", joined)


def _fold_token(token: str) -> str:
    token = _OF_THE_FAITH.sub("", _JOINED_ARTICLE.sub("", token))
    token = _DIGRAPHS.sub(lambda found: _DIGRAPH_OF[found.group()], token)
    token = token.replace("c", "k") if "c" in token and not _DIGRAPHS.search(token) else token
    if len(token) > 2 and token.endswith("h"):
        token = token[:-1]
    return _DOUBLED.sub(r"\1", token.translate(_LETTERS))


def skeleton_key(fold: str) -> str:
    """The consonants of a fold; "a" stands for a vowel at its start. Too coarse to use without context."""
    bones = fold.translate(_VOWELS)
    return "a" + bones if fold[:1] in "aiu" else bones

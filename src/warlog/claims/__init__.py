"""Claims: triggers and roles over the mentions, attribution, modality, merging."""

from warlog.claims.lexicon import Lexicon
from warlog.claims.mentions import Mentions
from warlog.claims.reader import CODER, ClaimReading, read_claims

__all__ = ["CODER", "ClaimReading", "Lexicon", "Mentions", "read_claims"]

"""Quantities: numbers with their bounds, what they count and what they measure."""

from warlog.quantities.find import find_quantities
from warlog.quantities.mention import CountedClass, QuantityMention

__all__ = ["CountedClass", "QuantityMention", "find_quantities"]

"""An article or a part of it → its address, its GB/T 7714 reference, its CSL JSON, a quote with the reference."""

from anwen.cite.address import address
from anwen.cite.csl import csl
from anwen.cite.gbt7714 import Edition, reference
from anwen.cite.quotation import quote

__all__ = ["Edition", "address", "csl", "quote", "reference"]

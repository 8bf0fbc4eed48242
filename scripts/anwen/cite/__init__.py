"""An article or a part of it → its address, its GB/T 7714 reference, its CSL JSON, a quote with the reference."""

from anwen.cite.csl import csl
from anwen.cite.gbt7714 import Edition, reference
from anwen.cite.quotation import quote
from anwen.notation import address

__all__ = ["Edition", "address", "csl", "quote", "reference"]

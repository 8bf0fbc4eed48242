"""The originals of a library: bring them in, know where each came from, prove that none was changed."""

from anwen.intake.adding import AddReport, Refused, add
from anwen.intake.manifest import Manifest, verify
from anwen.intake.new import init
from anwen.intake.provenance import provenance

__all__ = ["AddReport", "Manifest", "Refused", "add", "init", "provenance", "verify"]

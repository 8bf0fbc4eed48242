"""What readers ask and which passage answers it, noted by editors in corpus/questions/."""

from anwen.questions.questions import Questions, add

__all__ = ["Questions", "add"]

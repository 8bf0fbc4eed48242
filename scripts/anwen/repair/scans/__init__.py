"""Characters that a scanner's program, or a tired eye, took for others."""

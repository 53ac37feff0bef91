"""Patches that keep work off the path of an invocation; each module says why it exists."""

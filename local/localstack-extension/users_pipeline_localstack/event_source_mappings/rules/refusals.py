"""What the rules raise."""


class InvalidMapping(ValueError):
    """A field that AWS refuses."""


class MappingConflict(ValueError):
    """A mapping that AWS does not take beside another."""

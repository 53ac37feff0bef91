"""Which program runs which Lambda runtime: a module for each family, `table` has them all."""

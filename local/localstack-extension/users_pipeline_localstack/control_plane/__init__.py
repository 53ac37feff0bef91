"""MSK, Keyspaces, RDS and Glue's schema registry, answered by a control plane outside LocalStack."""

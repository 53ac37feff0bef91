"""MSK, Keyspaces and RDS, answered by a control plane outside LocalStack."""

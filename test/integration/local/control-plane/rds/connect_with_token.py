"""Finds an instance, makes a token for it and asks it who has signed in; psql stands for a driver of PostgreSQL."""

import os
import subprocess

import boto3

client = boto3.client("rds")
instance = client.describe_db_instances(DBInstanceIdentifier=os.environ["DB_IDENTIFIER"])["DBInstances"][0]
host, port = instance["Endpoint"]["Address"], instance["Endpoint"]["Port"]
user = os.environ["DB_USER"]
token = client.generate_db_auth_token(DBHostname=host, Port=port, DBUsername=user, Region=client.meta.region_name)

address = f"host={host} port={port} user={user} dbname={os.environ['DB_NAME']}"
tls = f"sslmode=verify-full sslrootcert={os.environ['CA']}"
environment = {**os.environ, "PGPASSWORD": token}
subprocess.run(["psql", f"{address} {tls}", "-XAtc", "SELECT current_user"], env=environment, check=True, timeout=20)

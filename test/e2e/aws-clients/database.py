"""Makes a database instance, uses it by password and by IAM token, and deletes it, as the RDS guide shows."""

import json
import uuid

import boto3
import psycopg
from authority import AUTHORITY

NAME = f"guide-{uuid.uuid4().hex[:8]}"

rds = boto3.client("rds")
rds.create_db_instance(
    DBInstanceIdentifier=NAME,
    Engine="postgres",
    DBInstanceClass="db.t4g.micro",
    AllocatedStorage=20,
    MasterUsername="guide",
    ManageMasterUserPassword=True,
    EnableIAMDatabaseAuthentication=True,
    DBName="library",
)
rds.get_waiter("db_instance_available").wait(DBInstanceIdentifier=NAME, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
instance = rds.describe_db_instances(DBInstanceIdentifier=NAME)["DBInstances"][0]
print("instance", instance["DBInstanceStatus"])

host, port = instance["Endpoint"]["Address"], instance["Endpoint"]["Port"]
secret = boto3.client("secretsmanager").get_secret_value(SecretId=instance["MasterUserSecret"]["SecretArn"])
login = json.loads(secret["SecretString"])
place = {"host": host, "port": port, "dbname": "library", "sslmode": "verify-full", "sslrootcert": AUTHORITY}
with psycopg.connect(**place, user=login["username"], password=login["password"]) as connection:
    connection.execute("CREATE TABLE books (title text)")
    connection.execute("CREATE USER reader WITH LOGIN")
    connection.execute("GRANT rds_iam TO reader")
    connection.execute("GRANT SELECT, INSERT ON books TO reader")

token = rds.generate_db_auth_token(DBHostname=host, Port=port, DBUsername="reader")
with psycopg.connect(**place, user="reader", password=token) as connection:
    connection.execute("INSERT INTO books VALUES (%s)", ["Science Today"])
    print("row", connection.execute("SELECT title FROM books").fetchone()[0])
try:
    psycopg.connect(**place, user="reader", password="no token")
except psycopg.OperationalError as error:
    print("refused", error)

rds.delete_db_instance(DBInstanceIdentifier=NAME, SkipFinalSnapshot=True)
rds.get_waiter("db_instance_deleted").wait(DBInstanceIdentifier=NAME, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
print("instance deleted")

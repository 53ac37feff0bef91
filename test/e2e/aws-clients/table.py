"""Makes a keyspace and a table, writes and reads a row with SigV4, and deletes both, as the Keyspaces guide shows."""

import os
import ssl
import time
import uuid

import boto3
from authority import AUTHORITY
from cassandra import ConsistencyLevel, InvalidRequest
from cassandra.cluster import Cluster
from cassandra_sigv4.auth import SigV4AuthProvider

KEYSPACE = f"guide_{uuid.uuid4().hex[:8]}"
TABLE = "book_awards"
# On AWS cassandra.<region>.amazonaws.com, 9142.
HOST, PORT = os.environ["KEYSPACES_ENDPOINT"].split(":")

keyspaces = boto3.client("keyspaces")
keyspaces.create_keyspace(keyspaceName=KEYSPACE, tags=[{"key": "team", "value": "guide"}])

def is_there() -> bool:
    try:
        return bool(keyspaces.get_keyspace(keyspaceName=KEYSPACE)["resourceArn"])
    except keyspaces.exceptions.ResourceNotFoundException:
        return False


while not is_there():
    time.sleep(0.2)
keyspaces.create_table(
    keyspaceName=KEYSPACE,
    tableName=TABLE,
    schemaDefinition={
        "allColumns": [
            {"name": "year", "type": "int"},
            {"name": "award", "type": "text"},
            {"name": "rank", "type": "int"},
            {"name": "title", "type": "text"},
        ],
        "partitionKeys": [{"name": "year"}, {"name": "award"}],
        "clusteringKeys": [{"name": "rank", "orderBy": "ASC"}],
    },
    capacitySpecification={"throughputMode": "PAY_PER_REQUEST"},
    pointInTimeRecovery={"status": "ENABLED"},
)


def status() -> str:
    return keyspaces.get_table(keyspaceName=KEYSPACE, tableName=TABLE)["status"]


print("table", status())
while status() == "CREATING":
    time.sleep(0.2)
print("table", status())

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(AUTHORITY)
cluster = Cluster(
    [HOST], port=int(PORT), ssl_context=context, ssl_options={"server_hostname": HOST}, auth_provider=SigV4AuthProvider()
)
session = cluster.connect()
session.default_consistency_level = ConsistencyLevel.LOCAL_QUORUM
insert = session.prepare(f"INSERT INTO {KEYSPACE}.{TABLE} (year, award, rank, title) VALUES (?, ?, ?, ?)")
session.execute(insert, [2020, "Wolf", 1, "Science Today"])
rows = session.execute(f"SELECT title FROM {KEYSPACE}.{TABLE} WHERE year = 2020 AND award = 'Wolf'")
print("row", rows.one().title)
try:
    session.execute(f"TRUNCATE {KEYSPACE}.{TABLE}")
except InvalidRequest as error:
    print("refused", error)
cluster.shutdown()

keyspaces.delete_table(keyspaceName=KEYSPACE, tableName=TABLE)
try:
    while status() == "DELETING":
        time.sleep(0.2)
except keyspaces.exceptions.ResourceNotFoundException:
    print("table deleted")
keyspaces.delete_keyspace(keyspaceName=KEYSPACE)

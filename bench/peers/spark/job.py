"""Spark structured streaming from the topic into both stores, as the system did it that this pipeline replaces.

Told by lines on standard input: first where it reads and writes (JSON), then `beginning` or `end`; it ends with its
input. It says `ready` when its session is up.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

TEXTS = ["id", "first_name", "last_name", "gender", "address", "post_code", "email", "username", "phone", "picture"]
INSTANTS = ["dob", "registered_date"]
COLUMNS = TEXTS + INSTANTS
FRAME_BYTES = 5
# As many as the machine has cores: each of them is a connection to PostgreSQL, made anew in every micro-batch.
WRITERS = 2
STAGING = "bench_spark_users"


def open_session(jars: str) -> SparkSession:
    settings = {
        "spark.driver.memory": "2g",
        "spark.driver.extraClassPath": f"{jars}/*",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(WRITERS),
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[2]").appName("bench")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def read_topic(spark: SparkSession, told: dict, begin_at: str) -> DataFrame:
    schema = ", ".join([f"{name} STRING" for name in TEXTS] + [f"{name} TIMESTAMP" for name in INSTANTS])
    records = (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", told["bootstrapServers"])
        .option("subscribe", told["topic"])
        .option("startingOffsets", "earliest" if begin_at == "beginning" else "latest")
        .option("maxOffsetsPerTrigger", told["recordsPerBatch"])
        .load()
    )
    value = f.expr(f"CAST(substring(value, {FRAME_BYTES + 1}) AS STRING)")
    return records.select(f.from_json(value, schema).alias("user")).select("user.*")


class Cassandra:
    def __init__(self, told: dict) -> None:
        places = told["cassandra"]
        self.options = {
            "keyspace": "spark_streams",
            "table": "created_users",
            "spark.cassandra.connection.host": places["host"],
            "spark.cassandra.connection.port": places["port"],
            "spark.cassandra.connection.localDC": places["localDataCenter"],
            "spark.cassandra.auth.username": places["username"],
            "spark.cassandra.auth.password": places["password"],
            "spark.cassandra.output.consistency.level": "LOCAL_QUORUM",
            # One node holds every row: batches of as many as Keyspaces takes, of whatever partitions.
            "spark.cassandra.output.batch.grouping.key": "none",
            "spark.cassandra.output.batch.size.rows": 30,
            "spark.cassandra.output.concurrent.writes": 16,
        }

    def write(self, batch: DataFrame) -> None:
        batch.write.format("org.apache.spark.sql.cassandra").options(**self.options).mode("append").save()


class Postgres:
    """Spark's JDBC writer only inserts: rows go to an unlogged table first, and from there by one upsert.

    With INSERT alone a micro-batch that is done again, after a failure, would fail for ever by the primary key.
    """

    def __init__(self, spark: SparkSession, told: dict) -> None:
        places = told["postgres"]
        self.url = told["jdbcUrl"]
        self.login = {"user": places["user"], "password": places["password"]}
        properties = spark._jvm.java.util.Properties()
        for name, value in self.login.items():
            properties.setProperty(name, value)
        self.connection = spark._jvm.java.sql.DriverManager.getConnection(self.url, properties)
        names = ", ".join([*COLUMNS, "version"])
        updates = ", ".join(f"{name} = excluded.{name}" for name in [*COLUMNS[1:], "version"])
        self.upsert = (
            f"INSERT INTO created_users ({names}) SELECT {names} FROM {STAGING} "
            f"ON CONFLICT (id) DO UPDATE SET {updates}"
        )
        self.execute(f"DROP TABLE IF EXISTS {STAGING}")
        self.execute(f"CREATE UNLOGGED TABLE {STAGING} (LIKE created_users)")

    def execute(self, sql: str) -> None:
        statement = self.connection.createStatement()
        statement.execute(sql)
        statement.close()

    def write(self, batch: DataFrame) -> None:
        (
            batch.withColumn("version", f.lit(1).cast("long"))
            .write.format("jdbc")
            .options(**self.login, url=self.url, dbtable=STAGING, driver="org.postgresql.Driver")
            .options(batchsize=1000, truncate=True, isolationLevel="READ_COMMITTED")
            .mode("overwrite")
            .save()
        )
        self.execute(self.upsert)

    def close(self) -> None:
        self.execute(f"DROP TABLE IF EXISTS {STAGING}")
        self.connection.close()


def main() -> None:
    told = json.loads(sys.stdin.readline())
    spark = open_session(told["jars"])
    postgres = Postgres(spark, told)
    stores = [postgres, Cassandra(told)]
    side_by_side = ThreadPoolExecutor(len(stores))

    def store(batch: DataFrame, _: int) -> None:
        rows = batch.coalesce(WRITERS).persist()
        # Each of the stores is waited for while the other one works.
        list(side_by_side.map(lambda store: store.write(rows), stores))
        rows.unpersist()

    print("ready", flush=True)
    begin_at = sys.stdin.readline().strip()
    if begin_at:
        users = read_topic(spark, told, begin_at)
        query = users.writeStream.foreachBatch(store).option("checkpointLocation", told["checkpoint"]).start()
        watch_input = ThreadPoolExecutor(1).submit(sys.stdin.read)
        while not watch_input.done():
            # Raises what has ended the query.
            query.awaitTermination(0.2)
        query.stop()
    postgres.close()
    spark.stop()


main()

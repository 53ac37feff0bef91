package local.cassandra;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.cassandra.db.marshal.BooleanType;
import org.apache.cassandra.db.marshal.BytesType;
import org.apache.cassandra.db.marshal.Int32Type;
import org.apache.cassandra.db.marshal.TimestampType;
import org.apache.cassandra.db.marshal.UTF8Type;
import org.apache.cassandra.db.marshal.UUIDType;
import org.apache.cassandra.db.virtual.AbstractVirtualTable;
import org.apache.cassandra.db.virtual.SimpleDataSet;
import org.apache.cassandra.db.virtual.VirtualKeyspace;
import org.apache.cassandra.db.virtual.VirtualKeyspaceRegistry;
import org.apache.cassandra.dht.LocalPartitioner;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.SchemaConstants;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.schema.TableParams;
import org.apache.cassandra.utils.TimeUUID;

/** The keyspace system_schema_mcs, in which Keyspaces tells what has become of a definition. */
final class SystemSchema {
    static final String NAME = "system_schema_mcs";
    private static final String ACTIVE = "ACTIVE";

    private SystemSchema() {}

    static void register() {
        VirtualKeyspaceRegistry.instance.register(
                new VirtualKeyspace(NAME, List.of(keyspaces(), tables(), columns(), tags())));
    }

    private static LiveTable keyspaces() {
        TableMetadata.Builder table = builder("keyspaces")
                .addRegularColumn("durable_writes", BooleanType.instance)
                .addRegularColumn("replication", TableProperties.TEXTS);
        return new LiveTable(table, (rows, keyspace) -> rows.row(keyspace.name)
                .column("durable_writes", keyspace.params.durableWrites)
                .column("replication", keyspace.params.replication.asMap()));
    }

    private static LiveTable tables() {
        TableMetadata.Builder definition = builder("tables")
                .addClusteringColumn("table_name", UTF8Type.instance)
                .addRegularColumn("comment", UTF8Type.instance)
                .addRegularColumn("creation_time", TimestampType.instance)
                .addRegularColumn("custom_properties", TableProperties.MAPS)
                .addRegularColumn("default_time_to_live", Int32Type.instance)
                .addRegularColumn("id", UUIDType.instance)
                .addRegularColumn("status", UTF8Type.instance);
        return new LiveTable(definition, (rows, keyspace) -> keyspace.tables.forEach(table -> {
            TableParams params = table.params;
            rows.row(keyspace.name, table.name)
                    .column("comment", params.comment)
                    .column("creation_time", creationTime(table))
                    .column("custom_properties", TableProperties.shown(table))
                    .column("default_time_to_live", params.defaultTimeToLive)
                    .column("id", table.id.asUUID())
                    .column("status", ACTIVE);
        }));
    }

    private static LiveTable columns() {
        TableMetadata.Builder definition = builder("columns")
                .addClusteringColumn("table_name", UTF8Type.instance)
                .addClusteringColumn("column_name", UTF8Type.instance)
                .addRegularColumn("clustering_order", UTF8Type.instance)
                .addRegularColumn("column_name_bytes", BytesType.instance)
                .addRegularColumn("kind", UTF8Type.instance)
                .addRegularColumn("position", Int32Type.instance)
                .addRegularColumn("type", UTF8Type.instance);
        return new LiveTable(definition, (rows, keyspace) -> keyspace.tables.forEach(table -> table.columns().forEach(
                column -> rows.row(keyspace.name, table.name, column.name.toString())
                        .column("clustering_order", column.clusteringOrder().name().toLowerCase(Locale.ROOT))
                        .column("column_name_bytes", column.name.bytes)
                        .column("kind", column.kind.name().toLowerCase(Locale.ROOT))
                        .column("position", column.position())
                        .column("type", typeOf(column)))));
    }

    private static LiveTable tags() {
        TableMetadata.Builder definition = builder("tags")
                .addClusteringColumn("resource_name", UTF8Type.instance)
                .addClusteringColumn("resource_type", UTF8Type.instance)
                .addRegularColumn("tags", TableProperties.TEXTS);
        return new LiveTable(definition, (rows, keyspace) -> keyspace.tables.forEach(table -> {
            Map<String, String> tags = TableProperties.of(table).tags();
            if (!tags.isEmpty()) rows.row(keyspace.name, table.name, "table").column("tags", tags);
        }));
    }

    private static TableMetadata.Builder builder(String name) {
        return TableMetadata.builder(NAME, name)
                .kind(TableMetadata.Kind.VIRTUAL)
                .partitioner(new LocalPartitioner(UTF8Type.instance))
                .addPartitionKeyColumn("keyspace_name", UTF8Type.instance);
    }

    /** A table's id is a UUID of the time at which it was made; those of Cassandra's own tables are not. */
    private static Date creationTime(TableMetadata table) {
        if (SchemaConstants.isSystemKeyspace(table.keyspace)) return null;
        return new Date(TimeUUID.fromUuid(table.id.asUUID()).unix(TimeUnit.MILLISECONDS));
    }

    private static String typeOf(ColumnMetadata column) {
        return column.type.unwrap().asCQL3Type().toString();
    }

    /** Its rows are drawn from the live schema, keyspace by keyspace, whenever somebody asks. */
    private static final class LiveTable extends AbstractVirtualTable {
        private final BiConsumer<SimpleDataSet, KeyspaceMetadata> rowsOf;

        private LiveTable(TableMetadata.Builder definition, BiConsumer<SimpleDataSet, KeyspaceMetadata> rowsOf) {
            super(definition.build());
            this.rowsOf = rowsOf;
        }

        @Override
        public DataSet data() {
            SimpleDataSet rows = new SimpleDataSet(metadata());
            for (String name : Schema.instance.getKeyspaces()) {
                KeyspaceMetadata keyspace = Schema.instance.getKeyspaceMetadata(name);
                if (keyspace != null) rowsOf.accept(rows, keyspace);
            }
            return rows;
        }
    }
}

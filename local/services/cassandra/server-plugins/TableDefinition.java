package local.cassandra;

import org.apache.cassandra.audit.AuditLogContext;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.statements.schema.AlterSchemaStatement;
import org.apache.cassandra.cql3.statements.schema.CreateTableStatement;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.Keyspaces;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher;
import org.apache.cassandra.transport.Event.SchemaChange;
import org.apache.cassandra.transport.messages.ResultMessage;

/** CREATE TABLE or ALTER TABLE with properties that only Keyspaces knows. */
record TableDefinition(AlterSchemaStatement statement, TableProperties.Changes changes)
        implements CQLStatement.SingleKeyspaceCqlStatement {
    @Override
    public String keyspace() {
        return statement.keyspace();
    }

    @Override
    public void authorize(ClientState state) {
        statement.authorize(state);
    }

    @Override
    public void validate(ClientState state) {
        statement.validate(state);
    }

    @Override
    public ResultMessage execute(QueryState state, QueryOptions options, Dispatcher.RequestTime time) {
        ResultMessage result = statement.execute(state, options, time);
        boolean creates = statement instanceof CreateTableStatement;
        // IF NOT EXISTS leaves a table alone that is there already.
        if (creates && result instanceof ResultMessage.Void) return result;
        Schema.instance.transform(this::withChanges);
        if (creates) return result;
        return new ResultMessage.SchemaChange(
                new SchemaChange(SchemaChange.Change.UPDATED, SchemaChange.Target.TABLE, keyspace(), tableName()));
    }

    @Override
    public ResultMessage executeLocally(QueryState state, QueryOptions options) {
        throw new UnsupportedOperationException("Only clients define tables with custom properties");
    }

    @Override
    public AuditLogContext getAuditLogContext() {
        return statement.getAuditLogContext();
    }

    private String tableName() {
        return getAuditLogContext().scope;
    }

    private Keyspaces withChanges(Keyspaces schema) {
        KeyspaceMetadata keyspace = schema.getNullable(keyspace());
        TableMetadata table = keyspace == null ? null : keyspace.getTableOrViewNullable(tableName());
        // ALTER TABLE IF EXISTS
        if (table == null) return schema;
        TableMetadata changed = TableProperties.of(table).with(changes).writtenTo(table);
        return schema.withAddedOrUpdated(keyspace.withSwapped(keyspace.tables.withSwapped(changed)));
    }
}

package local.cassandra;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.cassandra.cql3.BatchQueryOptions;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.QueryHandler;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.QueryProcessor;
import org.apache.cassandra.cql3.statements.BatchStatement;
import org.apache.cassandra.cql3.statements.schema.AlterSchemaStatement;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher;
import org.apache.cassandra.transport.messages.ResultMessage;
import org.apache.cassandra.utils.MD5Digest;

/**
 * Every statement of a client comes through here. All may say what Keyspaces knows; whoever is no superuser may say
 * nothing that Keyspaces refuses.
 */
public final class KeyspacesQueryHandler implements QueryHandler {
    private final QueryProcessor cassandra = QueryProcessor.instance;
    private final Rules rules = new Rules();

    public KeyspacesQueryHandler() {
        SystemSchema.register();
    }

    @Override
    public CQLStatement parse(String cql, QueryState state, QueryOptions options) {
        Dialect.Translation translation = Dialect.translate(cql);
        CQLStatement statement = cassandra.parse(translation.cql(), state, options);
        if (isGuarded(state.getClientState())) rules.check(statement, cql);
        return translation.changes() != null && statement instanceof AlterSchemaStatement definition
                ? new TableDefinition(definition, translation.changes())
                : statement;
    }

    @Override
    public ResultMessage process(
            CQLStatement statement,
            QueryState state,
            QueryOptions options,
            Map<String, ByteBuffer> payload,
            Dispatcher.RequestTime time) {
        if (isGuarded(state.getClientState())) {
            options.prepare(statement.getBindVariables());
            rules.check(statement, state, options);
        }
        return cassandra.process(statement, state, options, payload, time);
    }

    @Override
    public ResultMessage.Prepared prepare(String cql, ClientState client, Map<String, ByteBuffer> payload) {
        if (isGuarded(client) && Dialect.isDefinition(cql))
            throw new InvalidRequestException("Prepared statements are not supported for DDL operations");
        return cassandra.prepare(cql, client, payload);
    }

    @Override
    public QueryHandler.Prepared getPrepared(MD5Digest id) {
        return cassandra.getPrepared(id);
    }

    @Override
    public ResultMessage processPrepared(
            CQLStatement statement,
            QueryState state,
            QueryOptions options,
            Map<String, ByteBuffer> payload,
            Dispatcher.RequestTime time) {
        if (isGuarded(state.getClientState())) rules.check(statement, state, options);
        return cassandra.processPrepared(statement, state, options, payload, time);
    }

    @Override
    public ResultMessage processBatch(
            BatchStatement batch,
            QueryState state,
            BatchQueryOptions options,
            Map<String, ByteBuffer> payload,
            Dispatcher.RequestTime time) {
        if (isGuarded(state.getClientState())) rules.check(batch, state, options);
        return cassandra.processBatch(batch, state, options, payload, time);
    }

    private static boolean isGuarded(ClientState client) {
        return !client.isSuper();
    }
}

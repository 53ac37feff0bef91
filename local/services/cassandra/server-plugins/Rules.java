package local.cassandra;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.apache.cassandra.cql3.BatchQueryOptions;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.statements.BatchStatement;
import org.apache.cassandra.cql3.statements.ModificationStatement;
import org.apache.cassandra.cql3.statements.SelectStatement;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.service.QueryState;

/**
 * Refuses what Keyspaces refuses, in its words where they are known. The serial consistency beside a statement is not
 * looked at: a client that names none is the same as one that names SERIAL.
 */
final class Rules {
    private static final int MOST_UNLOGGED = 30;
    private static final int MOST_LOGGED = 100;
    private static final List<ConsistencyLevel> READS =
            List.of(ConsistencyLevel.ONE, ConsistencyLevel.LOCAL_QUORUM, ConsistencyLevel.LOCAL_ONE);
    private static final List<ConsistencyLevel> WRITES = List.of(ConsistencyLevel.LOCAL_QUORUM);

    /** What holds for every execution of a statement, by the statement itself: prepared ones come again and again. */
    private final Cache<ModificationStatement, WriteRules> writes = Caffeine.newBuilder().weakKeys().build();
    private final Cache<SelectStatement, ReadRules> reads = Caffeine.newBuilder().weakKeys().build();

    void check(CQLStatement statement, QueryState state, QueryOptions options) {
        if (statement instanceof ModificationStatement write) {
            requireConsistency(options.getConsistency(), WRITES);
            check(write, state, options);
        } else if (statement instanceof SelectStatement read) {
            requireConsistency(options.getConsistency(), READS);
            reads.get(read, one -> new ReadRules(one, options)).check();
        } else if (statement instanceof BatchStatement batch) {
            if (BatchTimestamp.isSetFor(batch))
                batch.getStatements().forEach(write -> WriteRules.requireTimestamps(write.metadata()));
            check(batch, state, BatchQueryOptions.withoutPerStatementVariables(options));
        } else {
            DefinitionRules.check(statement);
        }
    }

    /** Of values that stand in the statement itself its length tells enough. */
    void check(CQLStatement statement, String cql) {
        if (statement instanceof ModificationStatement) WriteRules.requireSmallRow(cql.length());
    }

    void check(BatchStatement batch, QueryState state, BatchQueryOptions options) {
        requireConsistency(options.getConsistency(), WRITES);
        List<ModificationStatement> statements = batch.getStatements();
        int most = batch.type == BatchStatement.Type.LOGGED ? MOST_LOGGED : MOST_UNLOGGED;
        if (statements.size() > most)
            throw new InvalidRequestException("Batches with more than " + most + " statements are not supported.");
        if (batch.hasConditions())
            throw new InvalidRequestException(
                    "Only unconditional INSERT, UPDATE, or DELETE commands are permitted in a batch.");
        for (int i = 0; i < statements.size(); i++) check(statements.get(i), state, options.forStatement(i));
    }

    private void check(ModificationStatement write, QueryState state, QueryOptions options) {
        WriteRules rules = writes.getIfPresent(write);
        if (rules == null) {
            rules = new WriteRules(write);
            writes.put(write, rules);
        }
        rules.check(write, state, options);
    }

    private static void requireConsistency(ConsistencyLevel level, List<ConsistencyLevel> supported) {
        if (supported.contains(level)) return;
        String names = String.join(", ", supported.stream().map(Enum::name).toList());
        throw new InvalidRequestException("Consistency level " + level
                + " is not supported for this operation. Supported consistency levels are: " + names);
    }
}

package local.cassandra;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.restrictions.StatementRestrictions;
import org.apache.cassandra.cql3.statements.DeleteStatement;
import org.apache.cassandra.cql3.statements.ModificationStatement;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.QueryState;

/** What Keyspaces refuses of a write: what can be is decided once, the rest is asked of the values each time. */
final class WriteRules {
    private static final int MOST_COLUMNS = 225;
    private static final int MOST_COLUMNS_WITH_TTL = 166;
    private static final int MOST_BYTES = 1024 * 1024;

    private final String refusal;
    private final int columns;
    private final boolean deletesRange;
    /** Neither is ever taken back from a table. */
    private boolean maySetTimestamp;
    private boolean maySetTtl;

    WriteRules(ModificationStatement write) {
        columns = write.updatedColumns().size();
        deletesRange = deletesRange(write);
        maySetTimestamp = !write.isTimestampSet();
        StatementRestrictions where = write.getRestrictions();
        boolean usesIn = where.keyIsInRelation() || where.clusteringKeyRestrictionsHasIN();
        refusal = usesIn ? "IN is supported only in SELECT statements." : null;
    }

    void check(ModificationStatement write, QueryState state, QueryOptions options) {
        if (refusal != null) throw new InvalidRequestException(refusal);
        if (!maySetTimestamp) maySetTimestamp = requireTimestamps(write.metadata());
        if (!maySetTtl && write.getTimeToLive(options) > 0) maySetTtl = requireTtl(write.metadata());
        if (columns > MOST_COLUMNS_WITH_TTL) requireFewColumns(write, options);
        requireSmallRow(bytes(options.getValues()));
        if (deletesRange) RangeDeletion.requireFewRows(write, state, options);
    }

    static void requireSmallRow(int bytes) {
        if (bytes > MOST_BYTES) throw new InvalidRequestException("Rows of more than 1 MB are not supported.");
    }

    /** @return true: once they are on, nobody need ask again */
    static boolean requireTimestamps(TableMetadata table) {
        if (TableProperties.hasTimestamps(current(table))) return true;
        throw new InvalidRequestException("Client-side timestamps are not enabled for the table " + table + ".");
    }

    private static boolean requireTtl(TableMetadata table) {
        if (TableProperties.hasTtl(current(table))) return true;
        throw new InvalidRequestException("TTL is not enabled for the table " + table + ".");
    }

    /** A statement keeps the table as it was: its properties may have changed since. */
    private static TableMetadata current(TableMetadata table) {
        TableMetadata now = Schema.instance.getTableMetadata(table.id);
        return now == null ? table : now;
    }

    private void requireFewColumns(ModificationStatement write, QueryOptions options) {
        int most = write.getTimeToLive(options) > 0 ? MOST_COLUMNS_WITH_TTL : MOST_COLUMNS;
        if (columns > most)
            throw new InvalidRequestException("Writes of more than " + most + " columns are not supported.");
    }

    private static boolean deletesRange(ModificationStatement write) {
        return write instanceof DeleteStatement
                && !write.metadata().clusteringColumns().isEmpty()
                && write.updatedColumns().isEmpty()
                && !write.getRestrictions().hasAllPKColumnsRestrictedByEqualities();
    }

    private static int bytes(List<ByteBuffer> values) {
        int bytes = 0;
        for (int i = 0; i < values.size(); i++) {
            ByteBuffer value = values.get(i);
            if (value != null) bytes += value.remaining();
        }
        return bytes;
    }
}

package local.cassandra;

import java.nio.ByteBuffer;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.statements.ModificationStatement;
import org.apache.cassandra.db.ReadExecutionController;
import org.apache.cassandra.db.SinglePartitionReadCommand;
import org.apache.cassandra.db.Slices;
import org.apache.cassandra.db.filter.ClusteringIndexSliceFilter;
import org.apache.cassandra.db.filter.ColumnFilter;
import org.apache.cassandra.db.filter.DataLimits;
import org.apache.cassandra.db.filter.RowFilter;
import org.apache.cassandra.db.partitions.PartitionIterator;
import org.apache.cassandra.db.rows.RowIterator;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.QueryState;

/** The deletion of a partition or of a part of one, of which Keyspaces does up to a thousand rows at once. */
final class RangeDeletion {
    private static final int MOST_ROWS = 1000;

    private RangeDeletion() {}

    static void requireFewRows(ModificationStatement deletion, QueryState state, QueryOptions options) {
        TableMetadata table = deletion.metadata();
        boolean isPart = deletion.getRestrictions().hasClusteringColumnsRestrictions();
        Slices slices = isPart ? deletion.createSlices(options) : Slices.ALL;
        for (ByteBuffer key : deletion.buildPartitionKeyNames(options, state.getClientState())) {
            SinglePartitionReadCommand read = SinglePartitionReadCommand.create(
                    table,
                    options.getNowInSeconds(state),
                    ColumnFilter.all(table),
                    RowFilter.none(),
                    DataLimits.cqlLimits(MOST_ROWS + 1),
                    table.partitioner.decorateKey(key),
                    new ClusteringIndexSliceFilter(slices, false));
            if (rows(read) > MOST_ROWS)
                throw new InvalidRequestException(
                        "Range deletes of more than " + MOST_ROWS + " rows are not supported.");
        }
    }

    private static int rows(SinglePartitionReadCommand read) {
        int rows = 0;
        try (ReadExecutionController controller = read.executionController();
                PartitionIterator partitions = read.executeInternal(controller)) {
            while (partitions.hasNext()) {
                try (RowIterator partition = partitions.next()) {
                    for (; partition.hasNext(); partition.next()) rows++;
                }
            }
        }
        return rows;
    }
}

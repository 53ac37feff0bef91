package local.cassandra;

import java.util.Locale;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.functions.Function;
import org.apache.cassandra.cql3.statements.SelectStatement;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.TableMetadata;

/** What Keyspaces refuses of a SELECT, decided once whatever its values are. */
final class ReadRules {
    private final TableMetadata table;
    private final String refusal;
    private boolean maySeeTimestamps;

    ReadRules(SelectStatement read, QueryOptions options) {
        table = read.table;
        refusal = refusal(read);
        maySeeTimestamps = !read.getSelection().newSelectors(options).collectWritetimes();
    }

    void check() {
        if (refusal != null) throw new InvalidRequestException(refusal);
        if (!maySeeTimestamps) maySeeTimestamps = WriteRules.requireTimestamps(table);
    }

    private static String refusal(SelectStatement read) {
        for (Function function : read.getFunctions()) {
            if (function.isAggregate()) return nameOf(function) + " is not yet supported.";
        }
        return null;
    }

    /** Cassandra calls COUNT(*) count_rows. */
    private static String nameOf(Function function) {
        String name = function.name().name.toLowerCase(Locale.ROOT);
        return name.startsWith("count") ? "count" : name;
    }
}

package local.cassandra;

import java.lang.reflect.Field;
import org.apache.cassandra.cql3.Attributes;
import org.apache.cassandra.cql3.statements.BatchStatement;

/** Whether a batch says USING TIMESTAMP for all its statements, which Cassandra tells nobody. */
final class BatchTimestamp {
    private static final Field ATTRIBUTES = attributes();

    private BatchTimestamp() {}

    static boolean isSetFor(BatchStatement batch) {
        try {
            return ((Attributes) ATTRIBUTES.get(batch)).isTimestampSet();
        } catch (IllegalAccessException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static Field attributes() {
        try {
            Field field = BatchStatement.class.getDeclaredField("attrs");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException cause) {
            throw new IllegalStateException("This Cassandra keeps a batch's attributes elsewhere.", cause);
        }
    }
}

package local.bench;

import com.datastax.oss.common.sink.AbstractField;
import com.datastax.oss.common.sink.AbstractSchema;
import com.datastax.oss.common.sink.AbstractSinkRecord;
import com.datastax.oss.common.sink.AbstractSinkRecordHeader;
import com.datastax.oss.common.sink.AbstractStruct;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** What Kafka Connect calls a record, in the words of DataStax's core. */
final class Adapted {
    private Adapted() {}

    record Record(SinkRecord record) implements AbstractSinkRecord {
        /** Of the records of this bench nothing is mapped from headers. */
        @Override
        public Iterable<AbstractSinkRecordHeader> headers() {
            return List.of();
        }

        @Override
        public Object key() {
            return valueOf(record.key());
        }

        @Override
        public Object value() {
            return valueOf(record.value());
        }

        @Override
        public Long timestamp() {
            return record.timestamp();
        }

        @Override
        public String topic() {
            return record.topic();
        }
    }

    record StructOf(Struct struct, SchemaOf schema) implements AbstractStruct {
        @Override
        public Object get(String field) {
            return valueOf(struct.get(field));
        }
    }

    record FieldOf(String name, SchemaOf schema) implements AbstractField {}

    record SchemaOf(Schema origin) implements AbstractSchema {
        @Override
        public AbstractSchema valueSchema() {
            return new SchemaOf(origin.valueSchema());
        }

        @Override
        public AbstractSchema keySchema() {
            return new SchemaOf(origin.keySchema());
        }

        @Override
        public Type type() {
            return Type.valueOf(origin.type().name());
        }

        @Override
        public List<? extends AbstractField> fields() {
            return origin.fields().stream().map(SchemaOf::fieldOf).toList();
        }

        @Override
        public AbstractField field(String name) {
            Field field = origin.field(name);
            return field == null ? null : fieldOf(field);
        }

        private static FieldOf fieldOf(Field field) {
            return new FieldOf(field.name(), new SchemaOf(field.schema()));
        }
    }

    private static Object valueOf(Object value) {
        return value instanceof Struct struct ? new StructOf(struct, new SchemaOf(struct.schema())) : value;
    }
}

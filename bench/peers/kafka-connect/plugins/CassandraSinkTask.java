package local.bench;

import com.datastax.oss.common.sink.AbstractSinkRecord;
import com.datastax.oss.common.sink.AbstractSinkTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Hands records to DataStax's core, which returns when it has written them, and fails when it could not. */
public final class CassandraSinkTask extends SinkTask {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private final AbstractSinkTask core = new AbstractSinkTask() {
        @Override
        protected void handleFailure(AbstractSinkRecord record, Throwable error, String cql, Runnable count) {
            count.run();
            failure.compareAndSet(null, error);
        }

        @Override
        public String version() {
            return CassandraSinkTask.this.version();
        }

        @Override
        public String applicationName() {
            return "bench";
        }
    };

    @Override
    public void start(Map<String, String> settings) {
        core.start(settings);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        List<AbstractSinkRecord> adapted = new ArrayList<>(records.size());
        for (SinkRecord record : records) adapted.add(new Adapted.Record(record));
        core.put(adapted);
        Throwable error = failure.get();
        if (error != null) throw new ConnectException("Cassandra has refused a record.", error);
    }

    @Override
    public void stop() {
        core.stop();
    }

    @Override
    public String version() {
        return "1";
    }
}

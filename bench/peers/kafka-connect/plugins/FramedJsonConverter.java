package local.bench;

import java.util.Arrays;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;

/** Kafka's own converter of JSON, for values behind the five bytes that name their schema in a registry. */
public final class FramedJsonConverter extends JsonConverter {
    private static final int FRAME_BYTES = 5;

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        byte[] json = value == null ? null : Arrays.copyOfRange(value, FRAME_BYTES, value.length);
        return super.toConnectData(topic, json);
    }
}

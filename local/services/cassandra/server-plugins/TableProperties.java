package local.cassandra;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.cassandra.db.marshal.MapType;
import org.apache.cassandra.db.marshal.UTF8Type;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.TableMetadata;

/**
 * What Keyspaces knows of a table and Cassandra does not. It is kept in the table's extensions, which Cassandra has for
 * the purpose: they are stored with the schema, and go with the table.
 */
record TableProperties(Map<String, Map<String, String>> custom, Map<String, String> tags) {
    static final String TTL = "ttl";
    static final String CLIENT_SIDE_TIMESTAMPS = "client_side_timestamps";
    static final MapType<String, String> TEXTS = MapType.getInstance(UTF8Type.instance, UTF8Type.instance, false);
    static final MapType<String, Map<String, String>> MAPS = MapType.getInstance(UTF8Type.instance, TEXTS, false);

    private static final String CUSTOM_EXTENSION = "custom_properties";
    private static final String TAGS_EXTENSION = "tags";
    private static final String STATUS = "status";
    /** Once on, these cannot be switched off. */
    private static final Set<String> LASTING = Set.of(TTL, CLIENT_SIDE_TIMESTAMPS);
    private static final Set<String> SWITCHES = Set.of(TTL, CLIENT_SIDE_TIMESTAMPS, "point_in_time_recovery");
    private static final Map<String, Map<String, String>> DEFAULTS = Map.of(
            "capacity_mode", Map.of("throughput_mode", "PAY_PER_REQUEST"),
            "encryption_specification", Map.of("encryption_type", "AWS_OWNED_KMS_KEY"),
            "point_in_time_recovery", Map.of(STATUS, "disabled"));

    /** What a statement says of them. */
    static final class Changes {
        private final Map<String, Map<String, String>> custom = new LinkedHashMap<>();
        private final Map<String, String> added = new LinkedHashMap<>();
        private final Set<String> dropped = new LinkedHashSet<>();

        void define(Map<String, Map<String, String>> properties) {
            properties.forEach((name, value) -> {
                if (!DEFAULTS.containsKey(name) && !SWITCHES.contains(name))
                    throw new InvalidRequestException("Unknown custom property: " + name);
                if (SWITCHES.contains(name)) requireStatus(name, value.get(STATUS));
                custom.put(name, value);
            });
        }

        void addTags(Map<String, String> tags) {
            added.putAll(tags);
        }

        void dropTags(Set<String> names) {
            dropped.addAll(names);
        }

        private static void requireStatus(String name, String status) {
            boolean enabled = "enabled".equalsIgnoreCase(status);
            if (!enabled && !"disabled".equalsIgnoreCase(status))
                throw new InvalidRequestException("The status of " + name + " is enabled or disabled");
            if (!enabled && LASTING.contains(name))
                throw new InvalidRequestException("Disabling " + name + " is not supported");
        }
    }

    static TableProperties of(TableMetadata table) {
        Map<String, ByteBuffer> kept = table.params.extensions;
        ByteBuffer custom = kept.get(CUSTOM_EXTENSION);
        ByteBuffer tags = kept.get(TAGS_EXTENSION);
        return new TableProperties(
                custom == null ? Map.of() : MAPS.compose(custom), tags == null ? Map.of() : TEXTS.compose(tags));
    }

    TableProperties with(Changes changes) {
        Map<String, Map<String, String>> newCustom = new LinkedHashMap<>(custom);
        newCustom.putAll(changes.custom);
        Map<String, String> newTags = new LinkedHashMap<>(tags);
        newTags.putAll(changes.added);
        newTags.keySet().removeAll(changes.dropped);
        return new TableProperties(newCustom, newTags);
    }

    TableMetadata writtenTo(TableMetadata table) {
        Map<String, ByteBuffer> kept = new HashMap<>(table.params.extensions);
        kept.put(CUSTOM_EXTENSION, MAPS.decompose(custom));
        kept.put(TAGS_EXTENSION, TEXTS.decompose(tags));
        return table.unbuild().extensions(kept).build();
    }

    static boolean hasTimestamps(TableMetadata table) {
        return of(table).isEnabled(CLIENT_SIDE_TIMESTAMPS);
    }

    /** A time to live for the whole table switches it on too. */
    static boolean hasTtl(TableMetadata table) {
        return table.params.defaultTimeToLive > 0 || of(table).isEnabled(TTL);
    }

    /** As Keyspaces shows them: those that nobody has set too. */
    static Map<String, Map<String, String>> shown(TableMetadata table) {
        Map<String, Map<String, String>> shown = new LinkedHashMap<>(DEFAULTS);
        shown.putAll(of(table).custom);
        if (hasTtl(table)) shown.put(TTL, Map.of(STATUS, "enabled"));
        return shown;
    }

    private boolean isEnabled(String name) {
        return "enabled".equalsIgnoreCase(custom.getOrDefault(name, Map.of()).get(STATUS));
    }
}

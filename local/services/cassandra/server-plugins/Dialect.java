package local.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Keyspaces has in its CQL and Cassandra has not: it is taken out of a statement before Cassandra parses it. */
final class Dialect {
    private static final String BEFORE = "(?:\\s++|--[^\\n]*+|//[^\\n]*+|/\\*.*?\\*/)*+";
    private static final Pattern TRANSLATED =
            pattern(BEFORE + "(?:CREATE|ALTER)\\s+(?:(TABLE|COLUMNFAMILY)|KEYSPACE|SCHEMA)\\b");
    private static final Pattern DEFINITION = pattern(BEFORE + "(?:CREATE|ALTER|DROP)\\s");
    /** A property that Cassandra takes and does not look at: with it the words around stay a statement. */
    private static final String PLACEHOLDER = "extensions = {'custom': 'properties'}";
    private static final String ONE_REPLICA = "{'class': 'SimpleStrategy', 'replication_factor': '1'}";
    private static final Set<String> STRATEGIES =
            Set.of("SingleRegionStrategy", "SimpleStrategy", "NetworkTopologyStrategy");

    /** @param changes what the statement says of the properties of its table, or null */
    record Translation(String cql, TableProperties.Changes changes) {}

    private record Edit(int start, int end, String text) {}

    private final String cql;
    private final CqlTokens tokens;
    private final List<Edit> edits = new ArrayList<>();

    private Dialect(String cql) {
        this.cql = cql;
        this.tokens = new CqlTokens(cql);
    }

    /** Whether the statement defines something, which cannot be prepared. */
    static boolean isDefinition(String cql) {
        return DEFINITION.matcher(cql).lookingAt();
    }

    static Translation translate(String cql) {
        Matcher matcher = TRANSLATED.matcher(cql);
        if (!matcher.lookingAt()) return new Translation(cql, null);
        Dialect dialect = new Dialect(cql);
        return matcher.group(1) == null ? dialect.keyspace() : dialect.table();
    }

    private Translation keyspace() {
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.startsWith(at, "REPLICATION", "=", "{")) {
                MapLiteral map = MapLiteral.read(tokens, at + 2);
                String strategy = String.valueOf(map.entries().get("class")).replaceFirst(".*\\.", "");
                // Any other Cassandra itself refuses.
                if (STRATEGIES.contains(strategy)) replace(at + 2, map.end(), ONE_REPLICA);
                at = map.end() - 1;
            } else if (tokens.startsWith(at, "TAGS", "=", "{")) {
                MapLiteral map = MapLiteral.read(tokens, at + 2);
                boolean isFirst = !tokens.startsWith(at - 1, "AND");
                boolean isFollowed = tokens.startsWith(map.end(), "AND");
                replace(isFirst ? at : at - 1, isFirst && isFollowed ? map.end() + 1 : map.end(), "");
                at = map.end() - 1;
            }
        }
        return new Translation(edited(), null);
    }

    private Translation table() {
        TableProperties.Changes changes = new TableProperties.Changes();
        for (int at = 0; at < tokens.size(); at++) {
            MapLiteral map;
            if (tokens.startsWith(at, "CUSTOM_PROPERTIES", "=", "{")) {
                map = takeProperty(at);
                changes.define(map.maps());
            } else if (tokens.startsWith(at, "TAGS", "=", "{")) {
                map = takeProperty(at);
                changes.addTags(map.texts());
            } else if (tokens.startsWith(at, "ADD", "TAGS", "{")) {
                map = takeClause(at);
                changes.addTags(map.texts());
            } else if (tokens.startsWith(at, "DROP", "TAGS", "{")) {
                map = takeClause(at);
                changes.dropTags(map.texts().keySet());
            } else {
                continue;
            }
            at = map.end() - 1;
        }
        return new Translation(edited(), edits.isEmpty() ? null : changes);
    }

    private MapLiteral takeProperty(int at) {
        MapLiteral map = MapLiteral.read(tokens, at + 2);
        boolean isFirst = edits.isEmpty();
        replace(isFirst || !tokens.startsWith(at - 1, "AND") ? at : at - 1, map.end(), isFirst ? PLACEHOLDER : "");
        return map;
    }

    private MapLiteral takeClause(int at) {
        MapLiteral map = MapLiteral.read(tokens, at + 2);
        replace(at, map.end(), "WITH " + PLACEHOLDER);
        return map;
    }

    private void replace(int first, int end, String text) {
        edits.add(new Edit(tokens.get(first).start(), tokens.get(end - 1).end(), text));
    }

    private String edited() {
        StringBuilder text = new StringBuilder(cql);
        for (int i = edits.size() - 1; i >= 0; i--) {
            Edit edit = edits.get(i);
            text.replace(edit.start(), edit.end(), edit.text());
        }
        return text.toString();
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}

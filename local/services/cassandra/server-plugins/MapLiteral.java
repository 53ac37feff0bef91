package local.cassandra;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.cassandra.exceptions.SyntaxException;

/** A map as it stands in a statement, whose values are texts or maps again, and the index of the token after it. */
record MapLiteral(Map<String, Object> entries, int end) {
    static MapLiteral read(CqlTokens tokens, int start) {
        Map<String, Object> entries = new LinkedHashMap<>();
        int at = start + 1;
        while (!tokens.startsWith(at, "}")) {
            if (at >= tokens.size() - 2 || !tokens.startsWith(at + 1, ":")) throw malformed();
            String key = tokens.get(at).value();
            if (tokens.startsWith(at + 2, "{")) {
                MapLiteral inner = read(tokens, at + 2);
                entries.put(key, inner.entries());
                at = inner.end();
            } else {
                entries.put(key, tokens.get(at + 2).value());
                at += 3;
            }
            if (tokens.startsWith(at, ",")) at++;
            else if (!tokens.startsWith(at, "}")) throw malformed();
        }
        return new MapLiteral(entries, at + 1);
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (!(value instanceof String text)) throw malformed();
            texts.put(key, text);
        });
        return texts;
    }

    Map<String, Map<String, String>> maps() {
        Map<String, Map<String, String>> maps = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (!(value instanceof Map<?, ?> inner)) throw malformed();
            Map<String, String> texts = new LinkedHashMap<>();
            inner.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
            maps.put(key, texts);
        });
        return maps;
    }

    private static SyntaxException malformed() {
        return new SyntaxException("CUSTOM_PROPERTIES is a map of maps, REPLICATION and TAGS are maps of texts");
    }
}

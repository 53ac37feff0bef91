package local.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement as words, quoted texts and signs, each with its place in the text; comments and spaces are left out. */
final class CqlTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<skipped>\\s+|--[^\\n]*|//[^\\n]*|/\\*.*?\\*/)"
                    + "|'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\"|\\$\\$.*?\\$\\$|[\\w.]+|.",
            Pattern.DOTALL);

    record Token(String text, int start, int end) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }

        /** What a quoted text says, or the word itself. */
        String value() {
            return text.startsWith("'") ? text.substring(1, text.length() - 1).replace("''", "'") : text;
        }
    }

    private final List<Token> tokens = new ArrayList<>();

    CqlTokens(String cql) {
        Matcher matcher = TOKEN.matcher(cql);
        while (matcher.find()) {
            if (matcher.group("skipped") != null) continue;
            tokens.add(new Token(matcher.group(), matcher.start(), matcher.end()));
        }
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    /** Whether these words and signs stand there, in any case of letters. */
    boolean startsWith(int index, String... words) {
        if (index < 0 || index + words.length > tokens.size()) return false;
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(index + i).is(words[i])) return false;
        }
        return true;
    }
}

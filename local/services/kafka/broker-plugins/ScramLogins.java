package local.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * Knows SCRAM users by the options {@code user_<name>="<password>"} of the login module, as Kafka itself knows those of
 * PLAIN, and by the file that the option {@code logins_file} names: a line for each user, with the name and the password
 * in base64. The file is looked at whenever somebody signs in; it need not be there. Users in the cluster's metadata
 * would have to be made by a program of its own after each change.
 */
public final class ScramLogins implements AuthenticateCallbackHandler {
    private static final String USER_OPTION = "user_";
    private static final String FILE_OPTION = "logins_file";

    private final Map<String, ScramCredential> credentials = new HashMap<>();
    private final Map<String, String> passwordsOfFile = new HashMap<>();
    private ScramMechanism scram;
    private ScramFormatter formatter;
    private Path file;
    private Object fileState;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        scram = ScramMechanism.forMechanismName(mechanism);
        try {
            formatter = new ScramFormatter(scram);
        } catch (NoSuchAlgorithmException cause) {
            throw new KafkaException("This Java cannot do " + mechanism + "; use another one.", cause);
        }
        for (AppConfigurationEntry entry : entries) entry.getOptions().forEach(this::readOption);
    }

    private void readOption(String name, Object value) {
        String text = String.valueOf(value);
        if (name.equals(FILE_OPTION)) file = Path.of(text);
        if (name.startsWith(USER_OPTION)) credentials.put(name.substring(USER_OPTION.length()), credential(text));
    }

    @Override
    public void close() {}

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException, IOException {
        String username = null;
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback asked) {
                username = asked.getDefaultName();
            } else if (callback instanceof ScramCredentialCallback asked) {
                asked.scramCredential(find(username));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    /** Each network thread asks. */
    private synchronized ScramCredential find(String username) throws IOException {
        ScramCredential known = credentials.get(username);
        if (known != null || file == null) return known;
        readFileIfChanged();
        String password = passwordsOfFile.get(username);
        return password == null ? null : credential(password);
    }

    private void readFileIfChanged() throws IOException {
        Object state = stateOfFile();
        if (state.equals(fileState)) return;
        passwordsOfFile.clear();
        if (!state.equals("")) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ");
                passwordsOfFile.put(decode(parts[0]), decode(parts[1]));
            }
        }
        fileState = state;
    }

    /** Another file has taken its place when it has changed, so its key tells, on systems that have one. */
    private Object stateOfFile() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        } catch (NoSuchFileException missing) {
            return "";
        }
    }

    private ScramCredential credential(String password) {
        return formatter.generateCredential(password, scram.minIterations());
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}

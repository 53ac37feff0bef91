package local.kafka;

import java.security.NoSuchAlgorithmException;
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
 * PLAIN. Users in the cluster's metadata would have to be made by a program of its own after each change.
 */
public final class ScramLogins implements AuthenticateCallbackHandler {
    private static final String OPTION = "user_";
    private final Map<String, ScramCredential> credentials = new HashMap<>();

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        ScramMechanism scram = ScramMechanism.forMechanismName(mechanism);
        try {
            ScramFormatter formatter = new ScramFormatter(scram);
            for (AppConfigurationEntry entry : entries) {
                entry.getOptions().forEach((name, value) -> {
                    if (!name.startsWith(OPTION)) return;
                    String password = String.valueOf(value);
                    credentials.put(
                            name.substring(OPTION.length()),
                            formatter.generateCredential(password, scram.minIterations()));
                });
            }
        } catch (NoSuchAlgorithmException cause) {
            throw new KafkaException("This Java cannot do " + mechanism + "; use another one.", cause);
        }
    }

    @Override
    public void close() {}

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        String username = null;
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback asked) {
                username = asked.getDefaultName();
            } else if (callback instanceof ScramCredentialCallback asked) {
                asked.scramCredential(credentials.get(username));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }
}

package local.cassandra;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.cassandra.auth.AuthenticatedUser;
import org.apache.cassandra.auth.PasswordAuthenticator;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.transport.messages.AuthenticateMessage;

/** Lets clients in as Keyspaces does: by a password, or by a nonce signed with AWS credentials. */
public final class KeyspacesAuthenticator extends PasswordAuthenticator {
    /** The name that Keyspaces announces; some drivers answer only those that they know. */
    private static final String ANNOUNCED = "com.amazon.helenus.auth.HelenusAuthenticator";
    /** Who signs in with AWS credentials, whichever they are. */
    private static final String IAM_ROLE = System.getProperty("local.cassandra.iam_role");
    private static final byte[] SIGV4 = "SigV4\0\0".getBytes(StandardCharsets.UTF_8);

    @Override
    public AuthenticateMessage getAuthenticateMessage(ClientState client) {
        return new AuthenticateMessage(ANNOUNCED);
    }

    @Override
    public SaslNegotiator newSaslNegotiator(InetAddress address) {
        return new Negotiator(super.newSaslNegotiator(address));
    }

    /** What a client says first tells which of the two ways it goes. */
    private static final class Negotiator implements SaslNegotiator {
        private final SaslNegotiator byPassword;
        private SaslNegotiator chosen;

        private Negotiator(SaslNegotiator byPassword) {
            this.byPassword = byPassword;
        }

        @Override
        public byte[] evaluateResponse(byte[] response) {
            if (chosen == null) chosen = Arrays.equals(response, SIGV4) ? new SignatureNegotiator() : byPassword;
            return chosen.evaluateResponse(response);
        }

        @Override
        public boolean isComplete() {
            return chosen != null && chosen.isComplete();
        }

        @Override
        public AuthenticatedUser getAuthenticatedUser() {
            return chosen.getAuthenticatedUser();
        }
    }

    private static final class SignatureNegotiator implements SaslNegotiator {
        private final String nonce = SignedNonce.newNonce();
        private boolean challenged;
        private boolean complete;

        @Override
        public byte[] evaluateResponse(byte[] response) {
            if (!challenged) {
                challenged = true;
                return ("nonce=" + nonce).getBytes(StandardCharsets.UTF_8);
            }
            String answer = new String(response, StandardCharsets.UTF_8);
            SignedNonce.require(answer, nonce, DatabaseDescriptor.getLocalDataCenter(), Instant.now());
            complete = true;
            return null;
        }

        @Override
        public boolean isComplete() {
            return complete;
        }

        @Override
        public AuthenticatedUser getAuthenticatedUser() {
            return new AuthenticatedUser(IAM_ROLE);
        }
    }
}

package local.kafka;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerExtensionsValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/**
 * Takes the tokens of MSK's IAM authentication: the base64url of a presigned URL for kafka-cluster:Connect.
 * All is checked but the signature itself: the secret keys are the emulator's, and an emulator takes any.
 */
public final class MskIamTokens implements AuthenticateCallbackHandler {
    private static final Pattern HOST = Pattern.compile("kafka\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern CREDENTIAL =
            Pattern.compile("(\\w{1,128})/\\d{8}/([a-z0-9-]+)/kafka-cluster/aws4_request");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final int LONGEST_EXPIRY_SECONDS = 900;

    /** The principal is the access key id; its sessions end with the token. */
    private record Token(String value, String principalName, Long startTimeMs, long lifetimeMs)
            implements OAuthBearerToken {
        @Override
        public Set<String> scope() {
            return Set.of();
        }
    }

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

    @Override
    public void close() {}

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerValidatorCallback asked) {
                validate(asked);
            } else if (callback instanceof OAuthBearerExtensionsValidatorCallback asked) {
                asked.inputExtensions().map().keySet().forEach(asked::valid);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private static void validate(OAuthBearerValidatorCallback asked) {
        try {
            asked.token(read(asked.tokenValue(), Instant.now()));
        } catch (IllegalArgumentException | DateTimeException refused) {
            // The client sees this text; it must not quote the token.
            asked.error("invalid_token", null, null);
        }
    }

    private static Token read(String token, Instant now) {
        URI url = URI.create(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        Map<String, String> query = parameters(url);
        Matcher host = HOST.matcher(String.valueOf(url.getHost()));
        Matcher credential = CREDENTIAL.matcher(query.getOrDefault("X-Amz-Credential", ""));
        require("https".equals(url.getScheme()) && host.matches());
        require("kafka-cluster:Connect".equals(query.get("Action")));
        require("AWS4-HMAC-SHA256".equals(query.get("X-Amz-Algorithm")));
        require(credential.matches() && credential.group(2).equals(host.group(1)));
        require(SIGNATURE.matcher(query.getOrDefault("X-Amz-Signature", "")).matches());

        Instant signed = Instant.from(DATE.parse(query.getOrDefault("X-Amz-Date", "")));
        int seconds = Integer.parseInt(query.getOrDefault("X-Amz-Expires", ""));
        require(seconds > 0 && seconds <= LONGEST_EXPIRY_SECONDS);
        Instant expires = signed.plusSeconds(seconds);
        require(signed.isBefore(now.plus(CLOCK_SKEW)) && expires.isAfter(now.minus(CLOCK_SKEW)));
        return new Token(token, credential.group(1), signed.toEpochMilli(), expires.toEpochMilli());
    }

    private static Map<String, String> parameters(URI url) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : String.valueOf(url.getRawQuery()).split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void require(boolean holds) {
        if (!holds) throw new IllegalArgumentException("The token is not one of MSK IAM");
    }
}

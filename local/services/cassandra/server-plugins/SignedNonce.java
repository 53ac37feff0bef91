package local.cassandra;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.cassandra.exceptions.AuthenticationException;

/**
 * The answer to a nonce: {@code signature=...,access_key=...,amzdate=...[,session_token=...]}. Its form and its date
 * are checked. Whose the secret is nobody here knows: the keys are the emulator's, and an emulator takes any. Only of the
 * access key "test" it is known to be "test": with this pair LocalStack's users call it.
 */
final class SignedNonce {
    private static final String KNOWN_KEY = "test";
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern ACCESS_KEY = Pattern.compile("\\w{1,128}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private SignedNonce() {}

    static String newNonce() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HEX.formatHex(bytes);
    }

    /** The client sees the text of the refusal; it does not quote what was sent. */
    static void require(String answer, String nonce, String region, Instant now) {
        Map<String, String> fields = fields(answer);
        String signature = fields.getOrDefault("signature", "");
        String accessKey = fields.getOrDefault("access_key", "");
        String date = fields.getOrDefault("amzdate", "");
        require(SIGNATURE.matcher(signature).matches(), "signature is not that of SigV4");
        require(ACCESS_KEY.matcher(accessKey).matches(), "access_key is missing");
        Instant signed = instant(date);
        require(signed.isBefore(now.plus(CLOCK_SKEW)), "amzdate is in the future");
        require(signed.plus(LIFE).isAfter(now.minus(CLOCK_SKEW)), "the signature has expired");
        if (!accessKey.equals(KNOWN_KEY)) return;
        require(
                signature.equals(sign(nonce, region, date)),
                "the signature does not match the nonce, the Region or the secret key");
    }

    private static Map<String, String> fields(String answer) {
        Map<String, String> fields = new HashMap<>();
        for (String field : answer.split(",")) {
            String[] parts = field.split("=", 2);
            if (parts.length == 2) fields.put(parts[0].strip(), parts[1].strip());
        }
        return fields;
    }

    private static Instant instant(String date) {
        try {
            return Instant.parse(date);
        } catch (DateTimeException malformed) {
            throw new AuthenticationException("SigV4 sign-in is refused: amzdate is no ISO date", malformed);
        }
    }

    /** The signature of a PUT to /authenticate whose body is the nonce, as Amazon's plugins for drivers make it. */
    private static String sign(String nonce, String region, String date) {
        String day = date.substring(0, 10).replace("-", "");
        String scope = day + "/" + region + "/cassandra/aws4_request";
        String query = "X-Amz-Algorithm=" + ALGORITHM
                + "&X-Amz-Credential=" + (KNOWN_KEY + "/" + scope).replace("/", "%2F")
                + "&X-Amz-Date=" + date.replace(":", "%3A")
                + "&X-Amz-Expires=" + LIFE.toSeconds();
        String request = String.join("\n", "PUT", "/authenticate", query, "host:cassandra", "", "host", sha256(nonce));
        byte[] key = ("AWS4" + KNOWN_KEY).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, "cassandra", "aws4_request"}) key = hmac(key, part);
        return HEX.formatHex(hmac(key, String.join("\n", ALGORITHM, date, scope, sha256(request))));
    }

    private static String sha256(String text) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("This Java cannot do SHA-256; use another one.", cause);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("This Java cannot do HmacSHA256; use another one.", cause);
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) throw new AuthenticationException("SigV4 sign-in is refused: " + problem);
    }
}

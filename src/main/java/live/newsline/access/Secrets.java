package live.newsline.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Secrets of 256 random bits; so random that one SHA-256 is enough to keep them by. Safe for any thread. */
public final class Secrets {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    public static String random() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return base64(bits);
    }

    /** Whether it could be one of ours: anything else is not worth a question to the database. */
    public static boolean isOne(String word) {
        return FORM.matcher(word).matches();
    }

    /** What is kept instead of a secret. */
    public static ByteBuffer digest(String secret) {
        return ByteBuffer.wrap(sha256(secret));
    }

    /** A word that only who knows the secret can tell, and that does not tell the secret. */
    static String derived(String secret, String purpose) {
        return base64(sha256(purpose + ":" + secret));
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

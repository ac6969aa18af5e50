package live.newsline.item;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object and collects every rule they break. An absent field and a null are the same. */
public final class Fields {

    private static final int LONGEST_LINK = 2048;
    private static final int LONGEST_TAG = 35;
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://([^/?#]*).*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    /** A name after its conversion to ASCII, which makes an at sign or a slash of their wide forms. */
    private static final Pattern ASCII_NAME = Pattern.compile("[A-Za-z0-9_.-]*[A-Za-z0-9][A-Za-z0-9_.-]*");

    /** Java's own reading takes a time without seconds, and an offset with them. */
    private static final Pattern RFC_3339 = Pattern.compile(
            "[^T]*T[0-9]{2}:[0-9]{2}:[0-9]{2}[^Z+-]*(Z|[+-][0-9]{2}:[0-9]{2})", Pattern.CASE_INSENSITIVE);

    private static final int LARGEST_PORT = 65_535;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Map<String, ? extends @Nullable Object> values;
    private final String prefix;
    private final List<BrokenRule> broken;

    public Fields(Map<String, ? extends @Nullable Object> values) {
        this(values, "", new ArrayList<>());
    }

    private Fields(Map<String, ? extends @Nullable Object> values, String prefix, List<BrokenRule> broken) {
        this.values = values;
        this.prefix = prefix;
        this.broken = broken;
    }

    public Fields only(Set<String> known) {
        for (String field : values.keySet()) {
            if (!known.contains(field)) {
                breaks(field, "unknown", "is not a field that can be set here");
            }
        }
        return this;
    }

    public void orThrow() {
        if (!broken.isEmpty()) {
            throw new RulesBroken(broken);
        }
    }

    public @Nullable String text(String field, int longest, boolean required) {
        Object value = values.get(field);
        if (value == null) {
            if (required) {
                breaks(field, "required", "must be set");
            }
            return null;
        }
        return value instanceof String text ? plain(field, text, longest) : wrongType(field, "a string");
    }

    public List<String> texts(String field, int most, int longest) {
        Object value = values.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            wrongType(field, "a list of strings");
            return List.of();
        }
        if (list.size() > most) {
            breaks(field, "too-many", "has more than " + most + " values");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String each = field + "[" + i + "]";
            String text = list.get(i) instanceof String s ? plain(each, s, longest) : wrongType(each, "a string");
            if (text != null && !texts.contains(text)) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    public @Nullable String oneOf(String field, Set<String> words) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String word && words.contains(word)) {
            return word;
        }
        breaks(field, "not-a-choice", "must be one of " + words);
        return null;
    }

    public boolean flag(String field) {
        Object value = values.get(field);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        wrongType(field, "true or false");
        return false;
    }

    public int count(String field, int most) {
        Object value = values.get(field);
        if (value == null) {
            breaks(field, "required", "must be set");
        } else if (!(value instanceof Integer number)) {
            wrongType(field, "a whole number");
        } else if (number < 1 || number > most) {
            breaks(field, "out-of-range", "must be from 1 to " + most);
        } else {
            return number;
        }
        return 0;
    }

    /** BCP 47, in its canonical form. */
    @Nullable
    String language(String field) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String tag)) {
            return wrongType(field, "a language tag");
        }
        try {
            String canonical = tag.isEmpty() || tag.length() > LONGEST_TAG
                    ? "und"
                    : new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            if (!canonical.equals("und")) {
                return canonical;
            }
        } catch (IllformedLocaleException refusedBelow) {
            // the one message below serves every way to be malformed
        }
        breaks(field, "not-a-language", "must be a BCP 47 language tag, such as az or az-Latn");
        return null;
    }

    /** RFC 3339 with an offset, kept as UTC in whole milliseconds. */
    public @Nullable Instant time(String field) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && RFC_3339.matcher(text).matches()) {
            try {
                // the year counts in UTC: an offset can carry a time into the year 10000, which has no RFC 3339 form
                Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
                if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                    return time;
                }
            } catch (DateTimeParseException refusedBelow) {
                // the one message below serves every way to be malformed
            }
        }
        breaks(field, "not-a-time", "must be an RFC 3339 time with an offset, such as 2026-11-23T10:29:00Z");
        return null;
    }

    public @Nullable String webAddress(String field, boolean required) {
        Object value = values.get(field);
        if (value == null) {
            if (required) {
                breaks(field, "required", "must be set");
            }
            return null;
        }
        if (!(value instanceof String address)) {
            return wrongType(field, "a web address");
        }
        if (address.length() > LONGEST_LINK) {
            breaks(field, "too-long", "is longer than " + LONGEST_LINK + " characters");
        } else if (!isWebAddress(address)) {
            breaks(
                    field,
                    "not-a-web-address",
                    "must be an absolute http or https address with a host and no user name");
        } else {
            return address;
        }
        return null;
    }

    /** The fields of an object inside this one, or null where it is not set. */
    @SuppressWarnings("unchecked")
    @Nullable
    Fields object(String field) {
        Object value = values.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return new Fields((Map<String, Object>) map, prefix + field + ".", broken);
        }
        wrongType(field, "an object");
        return null;
    }

    private @Nullable String plain(String field, String raw, int longest) {
        String fault = Plain.fault(raw);
        if (fault != null) {
            breaks(field, "not-plain", fault);
            return null;
        }
        // first as it came: to put 60,000 marks in order takes a second
        int length = Plain.length(raw.strip());
        if (length <= longest * Plain.MOST_IN_ONE) {
            String text = Plain.kept(raw);
            length = Plain.length(text);
            if (length <= longest) {
                return text;
            }
        }
        breaks(field, "too-long", "has " + length + " characters; at most " + longest + " are allowed");
        return null;
    }

    private static boolean isWebAddress(String address) {
        Matcher web = WEB_ADDRESS.matcher(address);
        if (Plain.fault(address) != null || !web.matches()) {
            return false;
        }
        // java.net.URI finds no host in an internationalised name, so the authority is read here
        Matcher host = HOST_AND_PORT.matcher(web.group(1));
        if (web.group(1).contains("@") || !host.matches()) {
            return false;
        }
        String port = host.group(2);
        if (port != null && Integer.parseInt(port) > LARGEST_PORT) {
            return false;
        }
        try {
            return isHost(host.group(1)) && new URI(address).isAbsolute();
        } catch (IllegalArgumentException | URISyntaxException malformed) {
            return false;
        }
    }

    /** @throws IllegalArgumentException where the name cannot be converted */
    private static boolean isHost(String host) {
        return host.startsWith("[") || ASCII_NAME.matcher(IDN.toASCII(host)).matches();
    }

    private @Nullable String wrongType(String field, String wanted) {
        breaks(field, "wrong-type", "must be " + wanted);
        return null;
    }

    public void breaks(String field, String rule, String detail) {
        broken.add(new BrokenRule(prefix + field, rule, detail));
    }
}

package live.newsline.soak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import live.newsline.Node;
import tools.jackson.databind.JsonNode;

/**
 * A reader who reads what it is told, goes away now and then, and returns with its cursor. The soak writes to one channel
 * alone, so what it is told must be every position, once and in order. Remembers no more than the last.
 */
abstract class Polite {

    private static final int MOST_COMPLAINTS = 20;

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicLong told = new AtomicLong();
    private final String name;
    private volatile String cursor = "";
    private volatile long position = -1;

    Polite(String name) {
        this.name = name;
    }

    /** Reads and returns until it is interrupted. */
    abstract void live();

    abstract void stop();

    final String cursor() {
        return cursor;
    }

    final long position() {
        return position;
    }

    final long told() {
        return told.get();
    }

    final Queue<String> complaints() {
        return complaints;
    }

    /** @return false where the stream is at its end */
    final boolean take(String json) {
        JsonNode frame = Node.JSON.readTree(json);
        String type = frame.get("type").asString();
        String next = frame.get("cursor").asString();
        long at = next.isEmpty() ? position : Long.parseLong(next.substring(next.indexOf('-') + 1));
        switch (type) {
            case "hello" -> {
                boolean returns = position >= 0;
                String verdict = frame.get("verdict").asString();
                check(verdict.equals(returns ? "resumed" : "fresh"), "was told " + verdict, json);
                check(!returns || at == position, "resumes elsewhere", json);
            }
            case "entry" -> {
                check(at == position + 1, "was told another entry", json);
                JsonNode item = frame.get("item");
                boolean usable = item.get("pubStatus").asString().equals("usable");
                check(usable == item.has("headline"), "has text or none", json);
                told.incrementAndGet();
            }
            case "heartbeat" -> check(at == position, "is at another place", json);
            default -> {
                return false;
            }
        }
        position = at;
        cursor = next;
        return true;
    }

    private void check(boolean holds, String what, String json) {
        if (!holds && complaints.size() < MOST_COMPLAINTS) {
            complaints.add(name + " after position " + position + " " + what + ": " + json);
        }
    }
}

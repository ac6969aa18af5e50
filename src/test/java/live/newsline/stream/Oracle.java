package live.newsline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The journal as the database has it, and what it means for a reader; reckoned without the server's help. */
final class Oracle {

    /** @param urgencyWas 9 for an item's first */
    private record Row(
            long position,
            String item,
            int version,
            String kind,
            String channel,
            boolean usable,
            int urgency,
            int urgencyWas,
            String publishedAt) {

        String place() {
            return publishedAt + item;
        }
    }

    /** A reader's stream, from its beginning to its last frame. */
    record Seen(Ask ask, Told hello, List<Told> entries, long upTo) {}

    private static final List<String> URGENCIES = List.of("", "flash", "bulletin", "urgent", "routine");

    private final List<Row> rows;

    Oracle(String database) {
        rows = new Sql(database)
                .all(
                        """
                        select e.position, e.item::text, e.version, e.kind, e.channel, e.pub_status = 'usable',
                            e.urgency, coalesce(e.urgency_was, 9),
                            to_char(i.published_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')
                        from entry e join item i on i.id = e.item order by e.position""",
                        row -> new Row(
                                row.getLong(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getString(4),
                                row.getString(5),
                                row.getBoolean(6),
                                row.getInt(7),
                                row.getInt(8),
                                row.getString(9)));
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).position()).isEqualTo(i + 1);
        }
    }

    int size() {
        return rows.size();
    }

    /** The positions that a selection is told after one position, up to another. */
    List<String> told(Ask ask, long after, long upTo) {
        int least = least(ask);
        List<String> told = new ArrayList<>();
        for (Row row : rows.subList((int) after, (int) upTo)) {
            if (ask.channels().contains(row.channel()) && (row.urgency() <= least || row.urgencyWas() <= least)) {
                told.add(name(row.position(), row.kind(), row.item(), row.version()));
            }
        }
        return told;
    }

    static List<String> told(List<Told> entries) {
        return entries.stream()
                .map(entry -> name(
                        entry.position(), entry.kind(), entry.item().get("id").asString(), entry.version()))
                .toList();
    }

    /** Checks the entries of every stream, and every snapshot against the state at its cursor. */
    void check(List<Seen> all) {
        List<Seen> inOrder = new ArrayList<>(all);
        inOrder.sort(Comparator.comparingLong(seen -> seen.hello().position()));
        Map<String, TreeSet<Row>> newest = new HashMap<>();
        Map<String, Row> current = new HashMap<>();
        int position = 0;
        for (Seen seen : inOrder) {
            long from = seen.hello().position();
            assertThat(told(seen.entries()))
                    .as("%s from %d", seen.ask(), from)
                    .isEqualTo(told(seen.ask(), from, seen.upTo()));
            for (; position < from; position++) {
                apply(rows.get(position), newest, current);
            }
            if (seen.hello().json().has("items")) {
                assertThat(seen.hello().items().stream()
                                .map(item -> item.get("id").asString() + " "
                                        + item.get("version").asInt())
                                .toList())
                        .as("%s at %d", seen.ask(), from)
                        .isEqualTo(snapshot(seen.ask(), newest));
            }
        }
    }

    private static void apply(Row row, Map<String, TreeSet<Row>> newest, Map<String, Row> current) {
        TreeSet<Row> channel = newest.computeIfAbsent(
                row.channel(),
                name -> new TreeSet<>(Comparator.comparing(Row::place).reversed()));
        Row before = current.put(row.item(), row);
        if (before != null) {
            channel.remove(before);
        }
        if (row.usable()) {
            channel.add(row);
        }
    }

    private static List<String> snapshot(Ask ask, Map<String, TreeSet<Row>> newest) {
        int least = least(ask);
        Integer limit = ask.limit();
        int most = limit == null ? 20 : limit;
        List<Row> rows = new ArrayList<>();
        for (String channel : ask.channels()) {
            Objects.requireNonNullElse(newest.get(channel), Set.<Row>of()).stream()
                    .filter(row -> row.urgency() <= least)
                    .limit(most)
                    .forEach(rows::add);
        }
        return rows.stream()
                .sorted(Comparator.comparing(Row::place).reversed())
                .limit(most)
                .map(row -> row.item() + " " + row.version())
                .toList();
    }

    private static int least(Ask ask) {
        String urgency = ask.urgency();
        return urgency == null ? 4 : URGENCIES.indexOf(urgency);
    }

    private static String name(long position, String kind, String item, int version) {
        return position + " " + kind + " " + item + " " + version;
    }
}

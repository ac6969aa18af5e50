package live.newsline.stream;

import static live.newsline.stream.OneNode.DESK;
import static live.newsline.stream.OneNode.NODE;
import static live.newsline.stream.OneNode.open;
import static live.newsline.stream.OneNode.refusal;
import static live.newsline.stream.OneNode.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Who is refused a stream, or cut from it: bad parameters, unknown channels and private ones. */
interface Refusing {

    @ParameterizedTest
    @EnumSource
    default void anUnknownChannelIsNotFound(Transport transport) {
        JsonNode problem = refusal(transport, Ask.of("main", "no-such-channel"));
        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("type").asString()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @EnumSource
    default void parametersAreCheckedBeforeChannelsAreLookedUp(Transport transport) {
        Ask unknown = Ask.of("no-such-channel");
        List<Ask> bad = List.of(
                Ask.of(),
                Ask.of("No-Channel"),
                Ask.of("a".repeat(64)),
                Ask.of("no-such-channel", "-"),
                Ask.of(IntStream.range(0, 33).mapToObj(i -> "no" + i).toArray(String[]::new)),
                unknown.urgency("quite"),
                unknown.urgency(""),
                unknown.limit(-1),
                unknown.limit(201),
                unknown.languages("a_b"),
                unknown.languages("az", ""));
        for (Ask ask : bad) {
            JsonNode problem = refusal(transport, ask);
            assertThat(problem.get("status").asInt()).as("%s", ask).isEqualTo(400);
            assertThat(problem.get("errors").get(0).has("field")).isTrue();
        }
        // a bad cursor is no error
        assertThat(refusal(transport, unknown.after("bad")).get("status").asInt())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    default void aPrivateChannelIsThereOnlyForWhoMayReadIt(Transport transport) {
        String channel = DESK.channel();
        DESK.visibility(channel, "private");
        DESK.publish(channel, "secret");
        JsonNode unknown = refusal(transport, Ask.of("no-such-channel"));
        JsonNode hidden = refusal(transport, Ask.of(channel));
        assertThat(hidden.toString()).isEqualTo(unknown.toString().replace("no-such-channel", channel));
        assertThat(refusal(transport, Ask.of("main", channel)).get("status").asInt())
                .isEqualTo(404);
        assertThat(refusal(transport, Ask.of(channel).token("nlt_wrong"))
                        .get("status")
                        .asInt())
                .isEqualTo(401);
        try (Subscriber reader = open(transport, Ask.of(channel).token(NODE.token()))) {
            assertThat(reader.hello().headlines()).containsExactly("secret");
            DESK.publish(channel, "another");
            assertThat(reader.entry().headline()).isEqualTo("another");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aChannelThatIsMadePrivateIsCutFromWhoMayNotReadIt(Transport transport) {
        String channel = DESK.channel();
        String open = DESK.channel();
        try (Subscriber anybody = open(transport, Ask.of(open, channel));
                Subscriber elsewhere = open(transport, Ask.of(open));
                Subscriber holder = open(transport, Ask.of(channel).token(NODE.token()))) {
            anybody.hello();
            elsewhere.hello();
            holder.hello();
            DESK.visibility(channel, "private");
            anybody.drain();
            anybody.ends();
            DESK.publish(channel, "1");
            DESK.publish(open, "2");
            assertThat(holder.entry().headline()).isEqualTo("1");
            assertThat(elsewhere.entry().headline()).isEqualTo("2");
        }
        assertThat(refusal(transport, Ask.of(open, channel)).get("status").asInt())
                .isEqualTo(404);
        DESK.visibility(channel, "public");
        assertThat(snapshot(transport, Ask.of(open, channel))).containsExactly("2", "1");
    }
}

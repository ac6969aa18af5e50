package live.newsline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    @Test
    void readsEventsThatArriveByteByByte() {
        EventParser parser = new EventParser();
        List<EventParser.Event> events = new ArrayList<>();
        for (byte each : "id: a-1\ndata: {ə}\n\nevent: hello\nid: \nretry: 5\ndata: :\n\nid: a".getBytes(UTF_8)) {
            parser.feed(new byte[] {each}, 1, events::add);
        }
        assertThat(events)
                .containsExactly(
                        new EventParser.Event(null, "a-1", null, "{ə}"), new EventParser.Event("hello", "", 5, ":"));
        assertThat(parser.isInsideEvent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: x\nid: a-1\n\n",
                "id: a-1\nevent: x\ndata: x\n\n",
                "id: a-1\ndata: x\ndata: x\n\n",
                "id: a-1\r\ndata: x\r\n\r\n",
                "id:a-1\ndata: x\n\n",
                ": comment\n\n",
                "id: a-1\n\n",
                "data: x\n\n",
                "\n"
            })
    void refusesWhatTheProtocolDoesNotPromise(String stream) {
        byte[] bytes = stream.getBytes(UTF_8);
        assertThatThrownBy(() -> new EventParser().feed(bytes, bytes.length, event -> {}))
                .isInstanceOf(IllegalStateException.class);
    }
}

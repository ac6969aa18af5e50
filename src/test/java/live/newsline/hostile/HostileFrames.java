package live.newsline.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static live.newsline.RawRSocket.ascii;
import static live.newsline.RawRSocket.frame;
import static live.newsline.RawRSocket.joined;
import static live.newsline.RawRSocket.payload;
import static live.newsline.RawRSocket.requestStream;
import static live.newsline.RawRSocket.route;
import static live.newsline.RawRSocket.setup;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.stream.Stream;
import live.newsline.RawRSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RSocket frames that no library sends. */
interface HostileFrames {

    static Stream<byte[]> hostileFrames() {
        byte[] setup = setup(20_000, 90_000);
        byte[] request = requestStream(1, 1, "stream", "{\"channels\":[\"main\"]}");
        return Stream.of(
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1),
                new byte[] {0, 0, 0},
                new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0},
                new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1},
                new byte[] {0, 0, 50, 0, 0, 0, 0, 4, 0},
                new byte[] {0, 0, 1, 0},
                new byte[] {0, 0, 5, 0, 0, 0, 0, 4},
                joined(setup, setup),
                joined(setup, setup, setup, request),
                request,
                joined(request, setup),
                frame(0, 0x01, 0, out -> {
                    out.writeShort(9);
                    out.writeShort(9);
                    out.writeInt(1);
                    out.writeInt(1);
                    out.writeByte(0);
                    out.writeByte(0);
                }),
                setup(0, 0),
                setup(1, 1),
                setup(-1, -1),
                setup(Integer.MAX_VALUE, Integer.MAX_VALUE),
                joined(setup(1, Integer.MAX_VALUE), request),
                // RESUME wanted, with a token that is longer than the frame
                frame(0, 0x01, 0x80, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeInt(20_000);
                    out.writeInt(90_000);
                    out.writeShort(65_535);
                    out.writeByte(1);
                }),
                // LEASE
                frame(0, 0x01, 0x40, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeInt(20_000);
                    out.writeInt(90_000);
                    out.writeByte(0);
                    out.writeByte(0);
                }),
                // mime type's length beyond the frame
                frame(0, 0x01, 0, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeInt(20_000);
                    out.writeInt(90_000);
                    out.writeByte(127);
                    out.writeByte('a');
                }),
                frame(0, 0x0D, 0, out -> {
                    out.writeShort(1);
                    out.writeShort(0);
                    out.writeShort(4);
                    out.writeInt(1234);
                    out.writeLong(0);
                    out.writeLong(0);
                }),
                joined(setup, requestStream(0, 1, "stream", "{}")),
                joined(setup, requestStream(2, 1, "stream", "{}")),
                joined(setup, request, request),
                joined(setup, requestStream(5, 1, "stream", "{}"), requestStream(3, 1, "stream", "{}")),
                joined(setup, requestStream(1, 0, "stream", "{\"channels\":[\"main\"]}")),
                joined(setup, requestStream(1, -1, "stream", "{\"channels\":[\"main\"]}")),
                joined(setup, request, frame(1, 0x08, 0, out -> out.writeInt(0))),
                joined(setup, request, frame(1, 0x08, 0, out -> out.writeInt(-5))),
                joined(setup, Target.repeated(frame(1, 0x08, 0, out -> out.writeInt(Integer.MAX_VALUE)), 100_000)),
                joined(
                        setup,
                        request,
                        Target.repeated(frame(1, 0x08, 0, out -> out.writeInt(Integer.MAX_VALUE)), 100_000)),
                joined(setup, requestStream(1, 1, "nowhere", "{}")),
                joined(setup, requestStream(1, 1, "", "{}")),
                joined(setup, requestStream(1, 1, "stream", "")),
                joined(setup, requestStream(1, 1, "stream", "[".repeat(60_000))),
                joined(setup, requestStream(1, 1, "stream", "{\"token\":\"" + "x".repeat(1_000_000) + "\"}")),
                joined(setup, requestStream(1, 1, "stream", "{\"\\ud800\":1}")),
                joined(setup, requestStream(1, 1, "stream", "{\"channels\":[\"\\u0000\"]}")),
                joined(setup, requestStream(1, 1, "stream", "{\"channels\":\"main\"}")),
                joined(setup, requestStream(1, 1, "stream", "{\"channels\":[null]}")),
                // metadata longer than the frame
                joined(setup, frame(1, 0x06, 0x100, out -> {
                    out.writeInt(1);
                    out.writeByte(0xFF);
                    out.writeShort(0xFFFF);
                    out.writeByte(6);
                })),
                // a route's tag longer than the metadata
                joined(setup, tooLongTag(1)),
                // the other interactions, and types that do not exist
                joined(setup, frame(1, 0x04, 0x100, RawRSocket::route)),
                joined(setup, frame(1, 0x05, 0x100, RawRSocket::route)),
                joined(setup, frame(1, 0x07, 0x100, out -> {
                    out.writeInt(1);
                    route(out);
                })),
                joined(setup, Target.repeated(frame(0, 0x0C, 0x100, RawRSocket::route), 5_000)),
                joined(setup, frame(1, 0x3E, 0, out -> out.writeInt(1))),
                joined(setup, frame(1, 0x3E, 0x200, out -> out.writeInt(1))),
                joined(setup, frame(1, 0x3F, 0, out -> out.writeInt(1))),
                joined(setup, frame(1, 0x00, 0, out -> out.writeInt(1))),
                joined(setup, frame(99, 0x0A, 0x20, out -> out.write(1))),
                joined(setup, frame(99, 0x09, 0, out -> {})),
                joined(setup, frame(0, 0x0B, 0, out -> out.writeInt(0x101))),
                joined(setup, frame(1, 0x0B, 0, out -> {})),
                joined(setup, frame(0, 0x03, 0x80, out -> {
                    out.writeLong(0);
                    out.write(new byte[16_000_000]);
                })),
                joined(setup, frame(0, 0x03, 0, out -> out.writeLong(-1))),
                joined(setup, frame(0, 0x02, 0, out -> out.writeInt(1))));
    }

    /** A frame that no library sends could crash the decoder, or leave a connection that nobody closes. */
    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileFrames#hostileFrames")
    default void aFrameThatNoLibrarySendsHarmsItsConnectionOnly(byte[] frames) throws IOException {
        try (Socket good = Target.connect(Target.node().rsocketPort());
                Socket hostile = Target.connect(Target.node().rsocketPort())) {
            good.getOutputStream().write(setup(20_000, 90_000));
            Target.tryWrite(hostile, frames);
            // another connection works while the hostile one is open
            good.getOutputStream().write(requestStream(1, 1, "stream", "{\"channels\":[\"main\"]}"));
            assertThat(payload(good)).contains("\"type\":\"hello\"");
        }
    }

    static Stream<Arguments> requestsThatNothingAnswers() {
        return Stream.of(
                Arguments.of(requestStream(1, 1, "nowhere", "{}"), "not-found"),
                Arguments.of(requestStream(1, 1, "", "{}"), "not-found"),
                Arguments.of(frame(1, 0x06, 0, out -> out.writeInt(1)), "not-found"),
                // request-response, request-channel
                Arguments.of(frame(1, 0x04, 0x100, RawRSocket::route), "not-found"),
                Arguments.of(
                        frame(1, 0x07, 0x100, out -> {
                            out.writeInt(1);
                            route(out);
                        }),
                        "not-found"),
                // a route's tag longer than the metadata
                Arguments.of(tooLongTag(1), "bad-request"));
    }

    @ParameterizedTest
    @MethodSource("live.newsline.hostile.HostileFrames#requestsThatNothingAnswers")
    default void aRequestThatNothingAnswersIsRefusedWithAProblem(byte[] request, String type) throws IOException {
        try (Socket socket = Target.connect(Target.node().rsocketPort())) {
            socket.getOutputStream().write(joined(setup(20_000, 90_000), request));
            assertThat(error(socket)).startsWith("\0\0\u0002\u0001{\"type\":\"" + type + "\"");
        }
    }

    /** Else the connection only ends, and the client tries for ever. */
    @Test
    default void aSetupWhoseMetadataCannotBeReadIsRejected() throws IOException {
        try (Socket socket = Target.connect(Target.node().rsocketPort())) {
            socket.getOutputStream().write(frame(0, 0x01, 0x100, out -> {
                out.writeShort(1);
                out.writeShort(0);
                out.writeInt(20_000);
                out.writeInt(90_000);
                ascii(out, "message/x.rsocket.routing.v0");
                ascii(out, "application/json");
                out.writeByte(0);
                out.writeShort(2);
                out.writeByte(200);
                out.writeByte('s');
            }));
            assertThat(error(socket)).startsWith("\0\0\0\u0003");
        }
    }

    /** Each would count as an open stream for ever. */
    @Test
    default void refusedMetadataLeavesNoStreamOpen() throws IOException {
        try (Socket socket = Target.connect(Target.node().rsocketPort())) {
            socket.getOutputStream().write(setup(20_000, 90_000));
            for (int i = 0; i < 300; i++) {
                socket.getOutputStream().write(tooLongTag(1 + 2 * i));
                error(socket);
            }
            socket.getOutputStream().write(requestStream(601, 1, "stream", "{\"channels\":[\"main\"]}"));
            assertThat(payload(socket)).contains("\"type\":\"hello\"");
        }
    }

    private static byte[] tooLongTag(int stream) {
        return frame(stream, 0x06, 0x100, out -> {
            out.writeInt(1);
            out.writeByte(0);
            out.writeShort(2);
            out.writeByte(200);
            out.writeByte('s');
        });
    }

    /** The code and the data of the frame that comes next. */
    private static String error(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        byte[] frame = in.readNBytes(length);
        assertThat(frame[4] >> 2).isEqualTo(0x0B);
        return new String(frame, 6, length - 6, ISO_8859_1);
    }

    /** Fragments without an end could be put together until there is no memory. */
    @Test
    default void fragmentsWithoutAnEndAreCutOff() throws IOException {
        byte[] more = frame(1, 0x0A, 0x80 | 0x20, out -> out.write(new byte[1_000_000]));
        try (Socket hostile = Target.connect(Target.node().rsocketPort())) {
            Target.tryWrite(hostile, setup(20_000, 90_000));
            Target.tryWrite(hostile, frame(1, 0x06, 0x80, out -> out.writeInt(1)));
            boolean cut = false;
            for (int i = 0; i < 64 && !cut; i++) {
                cut = !Target.tryWrite(hostile, more);
            }
            // either the connection, or the stream with an error
            assertThat(cut || !Target.readSome(hostile).isEmpty()).isTrue();
        }
    }

    /** Many streams on one connection could take what all the others need. */
    @Test
    default void aFloodOfStreamsOnOneConnectionIsSurvived() throws IOException {
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        flood.writeBytes(setup(20_000, 90_000));
        for (int i = 0; i < 10_000 * Target.SCALE; i++) {
            flood.writeBytes(requestStream(1 + 2 * i, 0x7FFFFFFF, "stream", "{\"channels\":[\"nowhere\"]}"));
        }
        try (Socket hostile = Target.connect(Target.node().rsocketPort())) {
            Thread reading = new Thread(() -> Target.drain(hostile));
            reading.start();
            Target.tryWrite(hostile, flood.toByteArray());
            Target.assertGoodRSocket();
        }
    }
}

package live.newsline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RSocket's frames over TCP, written and read by hand, so that they can be wrong. */
public final class RawRSocket {

    private RawRSocket() {}

    public interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** The data of the first PAYLOAD frame that brings any. */
    public static String payload(Socket socket) throws IOException {
        return payloads(socket, 1).get(0).getValue();
    }

    /** The stream and the data of each PAYLOAD frame that brings any, until so many came. */
    public static List<Map.Entry<Integer, String>> payloads(Socket socket, int count) throws IOException {
        List<Map.Entry<Integer, String>> payloads = new ArrayList<>();
        InputStream in = socket.getInputStream();
        while (payloads.size() < count) {
            byte[] length = in.readNBytes(3);
            if (length.length < 3) {
                throw new EOFException("the connection was closed");
            }
            int size = (length[0] & 0xFF) << 16 | (length[1] & 0xFF) << 8 | length[2] & 0xFF;
            ByteBuffer frame = ByteBuffer.wrap(in.readNBytes(size));
            assertThat(frame.remaining()).isEqualTo(size);
            int stream = frame.getInt();
            int type = frame.getShort() >> 10 & 0x3F;
            String data = UTF_8.decode(frame).toString();
            assertThat(type).as("an error: %s", data).isNotEqualTo(0x0B);
            if (type == 0x0A && !data.isEmpty()) {
                payloads.add(Map.entry(stream, data));
            }
        }
        return payloads;
    }

    /** The same in two fragments, the second of which begins in the middle of the data. */
    public static byte[][] fragments(int id, int demand, String route, String data) {
        int half = data.length() / 2;
        byte[] whole = requestStream(id, demand, route, data.substring(0, half));
        // FOLLOWS, in the second byte of type and flags: behind the length and the stream
        whole[8] |= (byte) 0x80;
        return new byte[][] {
            whole, frame(id, 0x0A, 0x20, out -> out.write(data.substring(half).getBytes(UTF_8)))
        };
    }

    public static byte[] setup(int keepAlive, int lifetime) {
        return frame(0, 0x01, 0, out -> {
            out.writeShort(1);
            out.writeShort(0);
            out.writeInt(keepAlive);
            out.writeInt(lifetime);
            ascii(out, "message/x.rsocket.routing.v0");
            ascii(out, "application/json");
        });
    }

    public static byte[] requestStream(int id, int demand, String route, String data) {
        return frame(id, 0x06, 0x100, out -> {
            out.writeInt(demand);
            out.writeByte(0);
            out.writeShort(route.length() + 1);
            ascii(out, route);
            out.write(data.getBytes(UTF_8));
        });
    }

    public static void route(DataOutputStream out) throws IOException {
        out.writeByte(0);
        out.writeShort(7);
        ascii(out, "stream");
        out.write("{\"channels\":[\"main\"]}".getBytes(UTF_8));
    }

    public static void ascii(DataOutputStream out, String text) throws IOException {
        out.writeByte(text.length());
        out.write(text.getBytes(ISO_8859_1));
    }

    public static byte[] frame(int stream, int type, int flags, Writing writing) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(stream);
            out.writeShort(type << 10 | flags);
            writing.to(out);
            byte[] frame = bytes.toByteArray();
            byte[] length = {(byte) (frame.length >> 16), (byte) (frame.length >> 8), (byte) frame.length};
            return joined(length, frame);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}

package live.newsline.feed;

import io.netty.buffer.ByteBuf;

/** An outlet for events as they lie on a {@link Tape}: ready to be sent, each in an HTTP chunk of its own. */
public interface ByteOutlet extends Outlet {

    /** The socket that somebody else may send such bytes to, instead of {@link #write}; negative where nobody may now. */
    int descriptor();

    /**
     * What became of bytes that somebody else sent to the descriptor.
     *
     * @param result how many bytes were taken, or an error's negative number (errno(3))
     * @return how many were taken; all that were {@code wanted} where the stream is lost
     */
    int answered(int result, int wanted);

    /**
     * Sends what the transport takes at once. The bytes are for absolute reading, and not to be kept.
     *
     * @return how many bytes were taken, which may end in the middle of an event
     */
    int write(ByteBuf bytes, int from, int to);

    /** Copies the rest of the event in which {@link #write} ended, and sends it as soon as it can. */
    void finish(ByteBuf bytes, int from, int to);
}

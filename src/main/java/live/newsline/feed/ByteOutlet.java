package live.newsline.feed;

import io.netty.buffer.ByteBuf;

/** An outlet for events as they lie on a {@link Tape}: ready to be sent, each in an HTTP chunk of its own. */
public interface ByteOutlet extends Outlet {

    /**
     * Sends what the transport takes at once. The bytes are for absolute reading, and not to be kept.
     *
     * @return how many bytes were taken, which may end in the middle of an event
     */
    int write(ByteBuf bytes, int from, int to);

    /** Copies the rest of the event in which {@link #write} ended, and sends it as soon as it can. */
    void finish(ByteBuf bytes, int from, int to);
}

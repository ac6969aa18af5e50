package live.newsline.feed;

import java.nio.ByteBuffer;

/** An outlet for events as they lie on a {@link Tape}: ready to be sent, each in an HTTP chunk of its own. */
public interface ByteOutlet extends Outlet {

    /**
     * Sends what the transport takes at once. The bytes are not to be kept.
     *
     * @return how many bytes were taken, which may end in the middle of an event
     */
    int write(ByteBuffer bytes, int from, int to);

    /** Copies the rest of the event in which {@link #write} ended, and sends it as soon as it can. */
    void finish(ByteBuffer bytes, int from, int to);
}

package live.newsline.feed;

import java.util.List;
import live.newsline.wire.Control;
import live.newsline.wire.Frame;

/**
 * Where a reader's frames go: one stream on one transport. All calls come on the event loop that the reader was attached
 * to. An outlet frames, and closes; it never selects, orders or keeps frames back.
 */
public interface Outlet {

    Transport transport();

    /** Whether the transport takes a frame now. When that changes to yes, it calls {@link Reader#pass()}. */
    boolean takes();

    void tell(Control frame);

    /** @param frames at least one, at most {@link #most()} */
    void tell(List<Frame> frames);

    /** After a pass that told something. */
    void flush();

    /** Whether nothing that it was told waits here for the transport any more. When that comes late, it calls {@link Reader#pass()}. */
    default boolean hasHandedOver() {
        return true;
    }

    /** How many entries it takes at once. */
    int most();

    /** Where it takes nothing: whether one that goes on so for long is broken, and not merely uninterested. */
    boolean breaksWhenStalled();

    /** The last frame was told. */
    void complete();

    /** Nothing more can be told. */
    void abort();
}

package live.newsline.stream;

/** One client of one node. */
interface Client extends AutoCloseable {

    /** Opens a stream, and takes all that comes. */
    default Subscriber open(Ask ask) {
        return open(ask, Long.MAX_VALUE);
    }

    /** @param demand how many frames are asked for at first; more by {@link Subscriber#request} */
    Subscriber open(Ask ask, long demand);

    @Override
    void close();
}

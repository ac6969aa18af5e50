/**
 * Recent frames in memory, handed to every reader.
 *
 * <p>Start with {@link live.newsline.feed.Feed}: it alone follows the journal. {@code Life} is the one window that all
 * readers share; a {@link live.newsline.feed.Reader} is a cursor into it and not a queue, so a reader that is slow or
 * absent costs nothing. Publishing wakes each event loop once ({@code Loop}), and the loop's pass lets every reader there
 * tell what it has not told yet, many of them by one system call ({@code Volley}). A reader that fell out of the window reads pages from the journal until it is back.
 * What readers were told is counted by {@code Tally}, loop by loop, and added up by {@code Receipts}.
 * What a reader writes to is an {@link live.newsline.feed.Outlet}; this room knows no transport.
 */
@NullMarked
package live.newsline.feed;

import org.jspecify.annotations.NullMarked;

/**
 * Newsline: a newsroom's short items, on every reader's screen a moment later.
 *
 * <p>The rooms, and who may know whom (drawn by {@code RoomsTest}):
 *
 * <pre>
 *   item      what a newsroom says: plain values and their rules
 *   work      what goes on by itself while the product runs         knows nobody
 *   journal   the ordered record in PostgreSQL                      knows item, work
 *   record    what was done, for good, and the words to search by   knows item, work, journal
 *   wire      the JSON that clients see                             knows item, journal
 *   problem   how every refusal is told                             knows item, journal, wire
 *   access    who may                                               knows item, journal, problem
 *   answer    how what is asked over HTTP is read and answered      knows item, journal, wire, problem
 *   feed      recent frames in memory, handed to every reader       knows all above
 *   socket    what a reader's connection may cost                   knows nobody
 *   sse       GET /v1/stream                                        knows socket, feed and below; nobody knows it
 *   rsocket   route "stream"                                        the same
 *   publish   the editors' doors                                    knows journal, never feed; nobody knows it
 *   read      the JSON that is fetched: channels, pages of items    knows all above but feed; nobody knows it
 *   page      pages for people: a line, an item, a frame            the same
 *   syndication  RSS, Atom, JSON Feed, the sitemap                  the same
 *   history   what happened, for the desk                           the same
 *   people    accounts, passwords, sign-in, tokens                  knows access, answer and below; nobody knows it
 *   files     the start page, the widget's files                    knows answer; nobody knows it
 *   presence  who is there, over all nodes: readers, editors        knows feed, answer and below; nobody knows it
 *   demo      an invented newsroom                                  knows work, journal and feed; nobody knows it
 *   database  brings PostgreSQL along, or finds yours               knows nobody; nobody knows it
 * </pre>
 *
 * <p>An item's journey: {@code publish} turns a POST into a {@code Draft}, {@code journal} commits it as an entry and
 * rings; every node's {@code feed} takes the entry from the journal, encodes it once, and its readers tell it, each
 * on its own transport. Start reading at {@code PublishEndpoint}, {@code Journal} and {@code Feed}.
 */
@NullMarked
package live.newsline;

import org.jspecify.annotations.NullMarked;

package live.newsline.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param window how many entries are kept in memory; rounded up to a power of two
 * @param windowBytes how much memory they may take
 * @param tapes how many of the commonest selections are kept as bytes that are ready to be sent
 * @param tapeBytes how much memory each of these may take
 * @param ioUring whether readers are sent to by io_uring(7), where the kernel has it and lets us; else by send(2)
 * @param readers more than these are asked to come back later; 0: as many as descriptors and heap allow
 * @param heartbeat how often each stream shows that it lives, give or take a fifth
 * @param stall how long a socket may take nothing before its reader is cut off
 * @param drain over how long readers are sent away at shutdown
 */
@ConfigurationProperties("newsline.feed")
record FeedSettings(
        @DefaultValue("8192") int window,
        @DefaultValue("32MB") DataSize windowBytes,
        @DefaultValue("16") int tapes,
        @DefaultValue("4MB") DataSize tapeBytes,
        @DefaultValue("true") boolean ioUring,
        @DefaultValue("0") int readers,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("60s") Duration stall,
        @DefaultValue("8s") Duration drain) {}

package live.newsline.feed;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

/**
 * Sends the readers away before the web server ends. The server's own graceful end would wait for streams that never
 * end, and then cut all of them at once; so this has a higher phase, and is stopped first.
 */
@Component
class Drain implements SmartLifecycle {

    private static final int BEFORE_THE_WEB_SERVER = Integer.MAX_VALUE - 512;

    private final Feed feed;
    private volatile boolean running;

    Drain(Feed feed) {
        this.feed = feed;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        Disposable ignored = feed.drain().doFinally(end -> stopped.run()).subscribe();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }
}

package live.newsline.socket;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.FutureMono;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;

/**
 * What waits for sockets: epoll, where there is one. Reactor Netty would take io_uring as soon as its classes are there,
 * and they are, for the sake of {@code live.newsline.feed.Volley} alone.
 */
public final class EventLoops implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static {
        HttpResources.set(named("reactor-http"));
        TcpResources.set(named("reactor-tcp"));
    }

    /** Once this class is loaded, all servers and clients of the process have them that are not given others. */
    @Override
    public void initialize(ConfigurableApplicationContext first) {}

    /** @param prefix of their threads' names */
    public static LoopResources named(String prefix) {
        return Epoll.isAvailable() && LoopResources.DEFAULT_NATIVE
                ? new EpollLoops(prefix)
                : LoopResources.create(prefix);
    }

    private static final class EpollLoops implements LoopResources {

        private final EventLoopGroup group;
        private final EventLoopGroup colocated;

        EpollLoops(String prefix) {
            ThreadFactory threads = new DefaultThreadFactory(prefix + "-epoll", true) {
                @Override
                protected Thread newThread(Runnable work, String name) {
                    return new LoopThread(threadGroup, work, name);
                }
            };
            group = new MultiThreadIoEventLoopGroup(DEFAULT_IO_WORKER_COUNT, threads, EpollIoHandler.newFactory());
            colocated = LoopResources.colocate(group);
        }

        @Override
        public EventLoopGroup onServer(boolean useNative) {
            return group;
        }

        @Override
        public EventLoopGroup onClient(boolean useNative) {
            return colocated;
        }

        @Override
        public boolean daemon() {
            return true;
        }

        @Override
        public boolean isDisposed() {
            return group.isShuttingDown();
        }

        @Override
        @SuppressWarnings("unchecked") // it has no value
        public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
            return FutureMono.deferFuture(() -> (Future<Void>)
                            group.shutdownGracefully(quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS))
                    // the group itself looks at its clock between two tasks only
                    .timeout(timeout);
        }
    }

    /** Reactor refuses to block on it. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

        LoopThread(ThreadGroup group, Runnable work, String name) {
            super(group, work, name);
        }
    }
}

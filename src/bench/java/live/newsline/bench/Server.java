package live.newsline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One that is running and can be read from and published to.
 *
 * @param readers where its readers connect to: one address, or one for each node
 * @param path of the stream
 * @param publish the address that takes posts
 * @param headers of a post
 * @param template a post's body, with {@code @SEQ@}, {@code @TS@} and {@code @PAD@}
 * @param pids of the processes whose CPU and memory it costs
 * @param rsocketPort 0: it has none
 */
record Server(
        List<Integer> readers,
        String path,
        int publish,
        String publishPath,
        List<String> headers,
        String template,
        List<Long> pids,
        int rsocketPort,
        Runnable end)
        implements AutoCloseable {

    /** For the driver. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--target",
                readers.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")),
                "--path",
                path,
                "--publish",
                "127.0.0.1:" + publish,
                "--publish-path",
                publishPath,
                "--template",
                template,
                "--pid",
                pids.stream().map(Object::toString).collect(Collectors.joining(","))));
        headers.forEach(header -> arguments.addAll(List.of("--publish-header", header)));
        return arguments;
    }

    Server withTemplate(String other) {
        return new Server(readers, path, publish, publishPath, headers, other, pids, rsocketPort, end);
    }

    @Override
    public void close() {
        end.run();
    }
}

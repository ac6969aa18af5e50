package live.newsline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param freshKb its resident memory when it had just started
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
        long freshKb,
        Runnable end)
        implements AutoCloseable {

    /** Where to post, for the drivers. */
    List<String> publishing() {
        List<String> arguments = new ArrayList<>(
                List.of("--publish", "127.0.0.1:" + publish, "--publish-path", publishPath, "--template", template));
        headers.forEach(header -> arguments.addAll(List.of("--publish-header", header)));
        return arguments;
    }

    /** Where to read, for the driver. */
    List<String> reading() {
        return List.of(
                "--target",
                readers.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")),
                "--path",
                path,
                "--pid",
                pids.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    Server withTemplate(String other) {
        return new Server(readers, path, publish, publishPath, headers, other, pids, rsocketPort, freshKb, end);
    }

    /** In kB. */
    static long residentMemory(List<Long> pids) throws IOException {
        long sum = 0;
        for (long pid : pids) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                sum += line.startsWith("VmRSS:") ? Long.parseLong(line.replaceAll("\\D", "")) : 0;
            }
        }
        return sum;
    }

    @Override
    public void close() {
        end.run();
    }
}

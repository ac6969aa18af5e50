package live.newsline.kill;

import live.newsline.Node;
import live.newsline.database.TestPostgres;

/** Where nodes and proxies find the databases of these tests. */
final class Databases {

    /** How much of the long suites runs: 1, or more with {@code -Psoak}. */
    static final int SCALE = Integer.getInteger("newsline.test.scale", 1);

    private Databases() {}

    static int port(String r2dbcUrl) {
        return Integer.parseInt(r2dbcUrl.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    static Node node(TestPostgres postgres, String... settings) {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "spring.r2dbc.password=" + postgres.password();
        return Node.on(postgres.r2dbcUrl(), null, all);
    }
}

package live.newsline.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param data the folder of the embedded database
 * @param database whose PostgreSQL: ours or the one at {@code spring.r2dbc.url}
 * @param databasePort the embedded database's port on 127.0.0.1; 0 is any free one
 */
@ConfigurationProperties("newsline")
record DatabaseSettings(
        @DefaultValue("data") Path data,
        @DefaultValue("embedded") Kind database,
        @DefaultValue("0") int databasePort) {

    enum Kind {
        EMBEDDED,
        EXTERNAL
    }
}

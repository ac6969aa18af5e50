package live.newsline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Newsline. The rooms and the arrows between them are drawn in this package's documentation. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class NewslineApplication {

    public static void main(String[] args) {
        SpringApplication.run(NewslineApplication.class, args);
    }
}

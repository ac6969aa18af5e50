package live.newsline.people;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** While nobody has an account, every start ends its log with a link that makes the first one: there is no first password. */
@Component
class SetUpLink {

    private static final Logger log = LoggerFactory.getLogger(SetUpLink.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Invitations invitations;

    SetUpLink(Invitations invitations) {
        this.invitations = invitations;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ready(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext web) || web.getWebServer() == null) {
            return;
        }
        try {
            Invitations.Made made = invitations.first().block(PATIENCE);
            if (made != null) {
                log.info(
                        "Nobody has an account yet. Make the first, an administrator's, within 72 hours at "
                                + "http://localhost:{}{}",
                        web.getWebServer().getPort(),
                        made.link());
            }
        } catch (RuntimeException failure) {
            // a node that serves readers is worth more than the link: the next start makes one
            log.warn("No link for the first account could be made", failure);
        }
    }
}

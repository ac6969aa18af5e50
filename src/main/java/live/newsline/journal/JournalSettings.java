package live.newsline.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keep how long entries can be resumed from; items are kept for good */
@ConfigurationProperties("newsline.journal")
record JournalSettings(@DefaultValue("7d") Duration keep) {}

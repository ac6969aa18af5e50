package live.newsline.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Nothing here has two forms, so {@code Accept} chooses nothing. It is read when the answer is written: one that cannot
 * be read would refuse, with 406, a write that is done.
 */
@Configuration(proxyBeanMethods = false)
class Unnegotiated implements WebFluxConfigurer {

    @Override
    public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
        builder.fixedResolver(MediaType.APPLICATION_JSON, MediaType.ALL);
    }
}

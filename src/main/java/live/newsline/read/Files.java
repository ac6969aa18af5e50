package live.newsline.read;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** The widget's files, as they were built: {@code web-widget/dist}. */
@Configuration(proxyBeanMethods = false)
class Files implements WebFluxConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/widget/v1/**")
                .addResourceLocations("classpath:/widget/")
                .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(10))
                        .cachePublic()
                        .staleWhileRevalidate(Duration.ofDays(1)));
    }
}

package live.newsline.read;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.WebFilter;

/** The start page, and the widget's files as they were built: {@code web-widget/dist}. */
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

    /** The framework's own welcome page answers GET alone. */
    @Bean
    static WebFilter startPage() {
        return (exchange, chain) -> exchange.getRequest().getPath().value().equals("/")
                ? chain.filter(exchange.mutate()
                        .request(request -> request.path("/index.html"))
                        .build())
                : chain.filter(exchange);
    }
}

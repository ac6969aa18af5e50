package live.newsline.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import live.newsline.Ask;
import live.newsline.Node;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The editors' page as a browser gets it; what it does is proven in {@code web-widget/test/browser/desk.test.ts}. */
@Timeout(300)
class DeskIT {

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.onNewDatabase("desk_page_it");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void nothingCanFrameItCacheItOrPutAScriptIntoIt() {
        HttpResponse<String> answer = node.get("/desk");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map.of(
                        "Content-Type", "text/html;charset=UTF-8",
                        "Cache-Control", "no-store",
                        "X-Frame-Options", "DENY",
                        "Referrer-Policy", "same-origin",
                        "X-Content-Type-Options", "nosniff",
                        "Content-Security-Policy",
                                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                                        + "img-src 'self' https: data:; frame-ancestors 'none'; base-uri 'none'; "
                                        + "form-action 'self'; require-trusted-types-for 'script'; trusted-types lit-html")
                .forEach((header, value) -> assertThat(answer.headers().allValues(header))
                        .as(header)
                        .containsExactly(value));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> head = new Ask(node, "HEAD", "/desk").send();
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(answer.headers().firstValue("Content-Length"));
    }

    @Test
    void itsScriptsAreThereAsTheyWereBuilt() throws Exception {
        Document page = Jsoup.parse(node.get("/desk").body());
        assertThat(page.select("script:not([src]), style, [style]")).isEmpty();
        assertThat(page.select("newsline-desk")).hasSize(1);
        for (String name : new String[] {"news-line.js", "desk.js"}) {
            String address = page.expectFirst("script[src*=/" + name + "]").attr("src");
            assertThat(node.get(address).body()).isEqualTo(Files.readString(Path.of("web-widget/dist", name)));
        }
        assertThat(page.expectFirst("script[src*=desk.js]").attr("src")).matches("/widget/v1/desk\\.js\\?[\\w-]{22}");
    }
}

package live.newsline.item;

import static live.newsline.item.Drafts.IMAGE;
import static live.newsline.item.Drafts.broken;
import static live.newsline.item.Drafts.chars;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageTest {

    @Test
    void anImageHasAllOfItsFieldsAndNoOther() {
        for (String field : IMAGE.keySet()) {
            Map<String, Object> image = new HashMap<>(IMAGE);
            image.remove(field);
            assertThat(broken("image", image)).containsExactly("image." + field + " required");
        }
        Map<String, Object> image = new HashMap<>(IMAGE);
        image.put("title", "A bridge");
        assertThat(broken("image", image)).containsExactly("image.title unknown");
        for (Object value : List.of("https://example.org/a.jpg", List.of(), 1, true)) {
            assertThat(broken("image", value)).containsExactly("image wrong-type");
        }
    }

    @Test
    void aSideIsAWholeNumberOfPixels() {
        Map<String, Object> image = new HashMap<>(IMAGE);
        for (Object value : List.of(0, -1, Integer.MIN_VALUE, 100_001, Integer.MAX_VALUE)) {
            image.put("width", value);
            assertThat(broken("image", image)).containsExactly("image.width out-of-range");
        }
        for (Object value : List.of(1.0, Double.POSITIVE_INFINITY, "640", 1L << 40, true, List.of(1))) {
            image.put("width", value);
            assertThat(broken("image", image)).containsExactly("image.width wrong-type");
        }
        for (int value : List.of(1, 100_000)) {
            image.put("width", value);
            assertThat(broken("image", image)).isEmpty();
        }
        image.put("alt", chars(0x1F309).repeat(281));
        assertThat(broken("image", image)).containsExactly("image.alt too-long");
    }
}

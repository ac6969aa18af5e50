package live.newsline.files;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The widget's files: {@code web-widget/dist}, read once. Only names that stand in that folder exist, so that no path
 * leads out of it. {@code manifest.json} says which version they are, and under whose address they never change.
 */
@Component
class WidgetFiles {

    static final String EVERGREEN = "v1";

    private static final Logger log = LoggerFactory.getLogger(WidgetFiles.class);
    private static final String MANIFEST = "manifest.json";

    /** @param files by name; what else stands there is for builders of pages, and not for us */
    private record Manifest(String version, Map<String, Object> files) {}

    private final Map<String, WidgetFile> files = new HashMap<>();
    private final @Nullable Manifest manifest;

    /** @param folder as a prefix of a resource's location */
    WidgetFiles(@Value("classpath:/widget/") String folder, ResourcePatternResolver resources) throws IOException {
        for (String pattern : new String[] {"*.js", MANIFEST}) {
            for (Resource resource : resources.getResources(folder + pattern)) {
                String name = resource.getFilename();
                if (name != null && resource.exists()) {
                    byte[] plain = resource.getContentAsByteArray();
                    byte[] brotli = contentIfAny(resources.getResource(folder + name + ".br"));
                    byte[] gzip = contentIfAny(resources.getResource(folder + name + ".gz"));
                    files.put(name, WidgetFile.of(name, plain, brotli, gzip));
                }
            }
        }
        WidgetFile described = files.get(MANIFEST);
        manifest = described == null ? null : JsonMapper.builder().build().readValue(described.plain(), Manifest.class);
        if (manifest == null) {
            log.warn("The widget's files have no {}: they are served at /widget/{}/ only", MANIFEST, EVERGREEN);
        }
    }

    private static byte @Nullable [] contentIfAny(Resource resource) throws IOException {
        return resource.exists() ? resource.getContentAsByteArray() : null;
    }

    /** @param version {@code v1}, or a whole version such as {@code 1.2.3} */
    Optional<WidgetFile> find(String version, String name) {
        boolean there = version.equals(EVERGREEN)
                || (manifest != null
                        && manifest.version().equals(version)
                        && manifest.files().containsKey(name));
        return there ? Optional.ofNullable(files.get(name)) : Optional.empty();
    }
}

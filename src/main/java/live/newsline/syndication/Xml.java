package live.newsline.syndication;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** An XML document in the making; what is null is not written. The same calls make the same bytes on every node. */
final class Xml {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    /** No characters for XML 1.0 (its production 2), though plain text for us. */
    private static final Pattern NOT_XML = Pattern.compile("[\\uFFFE\\uFFFF]");

    private final XMLStreamWriter out;

    private Xml(XMLStreamWriter out) {
        this.out = out;
    }

    static byte[] document(String root, Consumer<Xml> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try {
            XMLStreamWriter out = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            new Xml(out).element(root, content);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException memoryDoesNotFail) {
            throw new IllegalStateException(memoryDoesNotFail);
        }
        return bytes.toByteArray();
    }

    /** @param content writes the element's attributes first, and then what is in it */
    Xml element(String name, Consumer<Xml> content) {
        return write(() -> {
            out.writeStartElement(name);
            content.accept(this);
            out.writeEndElement();
        });
    }

    Xml attribute(String name, @Nullable String value) {
        return value == null ? this : write(() -> out.writeAttribute(name, xml(value)));
    }

    Xml text(String text) {
        return write(() -> out.writeCharacters(xml(text)));
    }

    Xml element(String name, @Nullable String text) {
        return text == null ? this : element(name, inside -> inside.text(text));
    }

    private static String xml(String text) {
        return NOT_XML.matcher(text).replaceAll("\uFFFD");
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    private Xml write(Step step) {
        try {
            step.run();
        } catch (XMLStreamException memoryDoesNotFail) {
            throw new IllegalStateException(memoryDoesNotFail);
        }
        return this;
    }
}

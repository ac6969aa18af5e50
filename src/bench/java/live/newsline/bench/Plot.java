package live.newsline.bench;

import java.util.List;
import java.util.Locale;

/** Bars in panels, two beside each other, as an SVG that is readable on a light page and on a dark one. */
record Plot(List<Panel> panels) {

    record Panel(String title, List<Bar> bars) {}

    /** @param dark the part of the value that is drawn darker, from the left */
    record Bar(String label, double value, double dark, String text) {}

    private static final int WIDTH = 380;
    private static final int GAP = 40;
    private static final int LABELS = 78;
    private static final int VALUES = 64;
    private static final int TITLE = 34;
    private static final int ROW = 26;
    private static final int BAR = 14;

    String svg() {
        StringBuilder body = new StringBuilder();
        int y = 0;
        for (int i = 0; i < panels.size(); i += 2) {
            List<Panel> row = panels.subList(i, Math.min(panels.size(), i + 2));
            for (int j = 0; j < row.size(); j++) {
                draw(body, row.get(j), j * (WIDTH + GAP), y);
            }
            int most = row.stream().mapToInt(panel -> panel.bars().size()).max().orElse(0);
            y += TITLE + most * ROW + 22;
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -4 %d %d" role="img" font-family="system-ui, sans-serif" font-size="13">
                <title>Newsline beside its peers; less is better everywhere</title>
                <style>
                text { fill: #3d4451 } .title { font-weight: 600; fill: #1b1f27 }
                .ours { fill: #e0563b } .dark.ours { fill: #9c2f1b } .theirs { fill: #a9b1be } .dark.theirs { fill: #6b7484 }
                @media (prefers-color-scheme: dark) {
                text { fill: #aeb6c2 } .title { fill: #e9ecf1 }
                .ours { fill: #f2775e } .dark.ours { fill: #b8452e } .theirs { fill: #5b6474 } .dark.theirs { fill: #8b95a5 }
                }
                </style>
                %s</svg>
                """.formatted(2 * WIDTH + GAP + 16, y, body);
    }

    private static void draw(StringBuilder out, Panel panel, int x, int y) {
        double most = panel.bars().stream().mapToDouble(Bar::value).max().orElse(1);
        double unit = (WIDTH - LABELS - VALUES) / (most > 0 ? most : 1);
        text(out, "class=\"title\"", x, y + 16, panel.title());
        for (int i = 0; i < panel.bars().size(); i++) {
            Bar bar = panel.bars().get(i);
            int top = y + TITLE + i * ROW;
            String who = bar.label().startsWith(Scenarios.NEWSLINE) ? "ours" : "theirs";
            double width = Math.max(1.5, bar.value() * unit);
            text(out, "text-anchor=\"end\"", x + LABELS - 8, top + BAR - 3, bar.label());
            rectangle(out, who, x + LABELS, top, width);
            if (bar.dark() > 0) {
                rectangle(out, "dark " + who, x + LABELS, top, bar.dark() * unit);
            }
            text(out, "", x + LABELS + (int) width + 7, top + BAR - 3, bar.text());
        }
    }

    private static void rectangle(StringBuilder out, String classes, int x, int y, double width) {
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"1.5\"/>%n",
                classes,
                x,
                y,
                width,
                BAR));
    }

    private static void text(StringBuilder out, String attributes, int x, int y, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        out.append("<text %s x=\"%d\" y=\"%d\">%s</text>\n".formatted(attributes, x, y, escaped));
    }
}

package paddock.bench.plot;

import java.util.List;
import java.util.Locale;

/// A drawing as text. Colours are classes, which the page's style sheet knows for light and dark.
final class Svg {
    /// Where a text lies beside its point.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /// A point in pixels.
    record Point(double x, double y) {}

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\"><title>%s</title>\n"
                        .formatted(width, height, width, height, escaped(title)));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                        style,
                        x1,
                        y1,
                        x2,
                        y2));
    }

    void rectangle(String style, double x1, double y1, double x2, double y2) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                + " height=\"%.1f\"/>\n",
                        style,
                        Math.min(x1, x2),
                        Math.min(y1, y2),
                        Math.abs(x2 - x1),
                        Math.abs(y2 - y1)));
    }

    /// A dot that tells what it is when pointed at.
    void dot(String style, Point at, String tip) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\""
                                + " r=\"3\"><title>%s</title></circle>\n",
                        style,
                        at.x,
                        at.y,
                        escaped(tip)));
    }

    void path(String style, List<Point> points) {
        text.append("<polyline class=\"").append(style).append("\" points=\"");
        points.forEach(
                each -> text.append(String.format(Locale.ROOT, "%.1f,%.1f ", each.x, each.y)));
        text.append("\"/>\n");
    }

    void text(String style, double x, double y, Anchor anchor, String words) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                        style,
                        x,
                        y,
                        anchor.name().toLowerCase(Locale.ROOT),
                        escaped(words)));
    }

    /// The drawing, complete.
    @Override
    public String toString() {
        return text + "</svg>\n";
    }

    /// What stands for the text in HTML and SVG.
    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

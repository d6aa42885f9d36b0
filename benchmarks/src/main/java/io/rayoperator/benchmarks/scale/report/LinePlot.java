package io.rayoperator.benchmarks.scale.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over time, as SVG.
 *
 * @param title what the vertical axis tells, with its unit
 */
record LinePlot(String title, List<Series> series) {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 200;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 34;
  private static final int BOTTOM = 26;

  /** Told apart by those who see few colours, too. */
  private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7");

  /**
   * A line.
   *
   * @param points from left to right
   */
  record Series(String name, List<Point> points) {}

  /** Neither coordinate is negative. */
  record Point(double x, double y) {}

  /** Several plots below each other, with the same horizontal axis. */
  static String sheet(List<LinePlot> plots, String xTitle) {
    Axis x =
        Axis.upTo(
            plots.stream()
                .flatMap(plot -> plot.series.stream())
                .flatMap(line -> line.points.stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(0));
    int height = plots.size() * HEIGHT + BOTTOM;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
        <rect width="%1$d" height="%2$d" fill="white"/>
        """
            .formatted(WIDTH, height));
    for (int i = 0; i < plots.size(); i++) {
      plots.get(i).draw(svg, x, i * HEIGHT);
    }
    text(svg, LEFT + innerWidth() / 2, height - 8, "middle", "black", xTitle);
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, Axis x, double top) {
    Axis y =
        Axis.upTo(
            series.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(0));
    double base = top + HEIGHT - BOTTOM;
    for (int mark = 0; mark <= y.marks(); mark++) {
      double at = base - innerHeight() * mark / y.marks();
      line(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 6, at + 4, "end", "black", y.label(mark));
    }
    for (int mark = 0; mark <= x.marks(); mark++) {
      double at = LEFT + innerWidth() * mark / x.marks();
      line(svg, at, base, at, base + 4);
      text(svg, at, base + 18, "middle", "black", x.label(mark));
    }
    text(svg, LEFT, top + 22, "start", "black", title);
    for (int i = 0; i < series.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      draw(svg, series.get(i), x, y, base, colour);
      text(svg, WIDTH - RIGHT, top + 22 + 14 * i, "end", colour, series.get(i).name);
    }
  }

  private static void draw(
      StringBuilder svg, Series line, Axis x, Axis y, double base, String colour) {
    String points =
        line.points.stream()
            .map(
                point ->
                    pixel(LEFT + innerWidth() * point.x / x.length())
                        + ","
                        + pixel(base - innerHeight() * point.y / y.length()))
            .collect(Collectors.joining(" "));
    svg.append(
        """
        <polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>
        """
            .formatted(colour, points));
  }

  private static double innerWidth() {
    return WIDTH - LEFT - RIGHT;
  }

  private static double innerHeight() {
    return HEIGHT - TOP - BOTTOM;
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        """
        <line x1="%s" y1="%s" x2="%s" y2="%s" stroke="#cccccc"/>
        """
            .formatted(pixel(x1), pixel(y1), pixel(x2), pixel(y2)));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String colour, String text) {
    svg.append(
        """
        <text x="%s" y="%s" text-anchor="%s" fill="%s">%s</text>
        """
            .formatted(
                pixel(x),
                pixel(y),
                anchor,
                colour,
                text.replace("&", "&amp;").replace("<", "&lt;")));
  }

  private static String pixel(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

package io.rayoperator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.ConversionAnnotations;
import io.rayoperator.conversion.explain.Addition;
import io.rayoperator.conversion.explain.Explanation;
import io.rayoperator.conversion.explain.Move;
import io.rayoperator.conversion.explain.Step;
import io.rayoperator.conversion.json.TreePath;
import io.rayoperator.conversion.residual.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Puts the explanation of a conversion into words. */
final class ExplanationText {

  private static final int MAX_VALUE = 70;
  private static final String SPEC = "spec.";

  private ExplanationText() {}

  /**
   * Lines that follow the name of the object.
   *
   * @param detailed whether to say where each field goes
   */
  static String of(Explanation explanation, ConversionTarget target, boolean detailed) {
    if (explanation.steps().isEmpty()) {
      return "has that form already\n";
    }
    StringBuilder text =
        new StringBuilder(
            explanation.isLossless()
                ? "nothing gets lost on the way to %s and back\n".formatted(target)
                : "NOT the same after the way to %s and back\n".formatted(target));
    for (Step step : explanation.steps()) {
      text.append(step(step, detailed));
    }
    text.append(
        section(
            "Dropped, as only the former layout can say it:",
            explanation.dropped().stream().map(ExplanationText::edit).toList()));
    text.append(
        section(
            "Different after the way there and back:",
            explanation.differences().stream().map(TreePath::toString).toList()));
    return text.toString();
  }

  private static String step(Step step, boolean detailed) {
    boolean up = step.to() == ApiVersion.V1;
    String layout = step.layout().title() + "'s layout";
    String to = up ? "v1" : layout;
    StringBuilder text = new StringBuilder();
    if (detailed) {
      text.append(table((up ? layout : "v1").toUpperCase(Locale.ROOT), to, step.moves()));
      text.append(
          section(
              "Added, as " + to + " has to say it:",
              step.additions().stream().map(ExplanationText::addition).toList()));
      text.append(
          section(
              "Brought back from the annotation %s:".formatted(annotation(!up)),
              step.broughtBack().stream().map(ExplanationText::edit).toList()));
    }
    text.append(
        section(
            "Carried in the annotation %s:".formatted(annotation(up)),
            step.carried().stream().map(ExplanationText::edit).toList()));
    if (step.omitted()) {
      text.append(
          section(
              "Left out, as the annotations of an object may have 256 KiB together:",
              List.of("everything that " + to + " has no place for")));
    }
    return text.toString();
  }

  private static String annotation(boolean up) {
    return up ? ConversionAnnotations.V1ALPHA1_RESIDUAL : ConversionAnnotations.V1_RESIDUAL;
  }

  private static String section(String title, List<String> lines) {
    return lines.isEmpty()
        ? ""
        : lines.stream()
            .map(line -> "    " + line + "\n")
            .collect(Collectors.joining("", "  " + title + "\n", ""));
  }

  /** A row for each field, with a line for each place that it goes to; remarks follow. */
  private static String table(String from, String to, List<Move> moves) {
    List<String> notes =
        moves.stream().map(Move::becomes).filter(note -> !note.isEmpty()).distinct().toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(from, "IN " + to.toUpperCase(Locale.ROOT), ""));
    for (Move move : moves) {
      String note = move.becomes().isEmpty() ? "" : "[" + (notes.indexOf(move.becomes()) + 1) + "]";
      String field = SPEC + move.field();
      if (move.targets().isEmpty()) {
        rows.add(List.of(field, "(annotation)", note));
      }
      for (TreePath target : move.targets()) {
        rows.add(List.of(field, target.equals(move.field()) ? "the same" : SPEC + target, note));
        field = "";
        note = "";
      }
    }
    int first = width(rows, 0);
    int second = width(rows, 1);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      String line =
          "  " + pad(row.get(0), first) + "  " + pad(row.get(1), second) + "  " + row.get(2);
      text.append(line.stripTrailing()).append('\n');
    }
    for (int i = 0; i < notes.size(); i++) {
      text.append("  [%d] %s%n".formatted(i + 1, notes.get(i)));
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String addition(Addition addition) {
    return SPEC + addition.field() + ": " + value(addition.value());
  }

  private static String edit(Edit edit) {
    return edit.path()
        + ": "
        + switch (edit.kind()) {
          case ADDED -> value(edit.actual());
          case REMOVED -> "absent, not " + value(edit.shown());
          case REPLACED -> value(edit.actual()) + ", not " + value(edit.shown());
          case RENAMED -> "called " + edit.actual().asText();
          case REORDERED -> "in the order " + names(edit.actual());
        };
  }

  private static String names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  private static String value(JsonNode value) {
    String json = value.toString();
    return json.length() <= MAX_VALUE ? json : json.substring(0, MAX_VALUE) + "…";
  }
}

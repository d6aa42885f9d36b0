package io.rayoperator.operator.model.observed;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts of other components without what is different each time they are written, so that the same
 * fact reads the same: neither a status is written nor an event published for a text alone.
 */
public final class StableText {

  /** A text is for people, and one of many. */
  private static final int MAX_LENGTH = 512;

  private static final String ELLIPSIS = "…";

  private static final Pattern CHANGING =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[0-9.,]*(?:Z|[+-]\\d\\d:?\\d\\d)?"
              + "|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|\\b\\d{7,}\\b");

  private static final Pattern BACK_OFF =
      Pattern.compile("^Back-off pulling image \"[^\"]*\"(?:: ErrImagePull)?(?:: )?");

  /** The numbers of nodes, and what the scheduler says about preemption. */
  private static final Pattern NODES = Pattern.compile("^\\d+/\\d+ nodes are available: ");

  private static final Pattern NEXT_COUNT = Pattern.compile(", (?=\\d+ )");
  private static final Pattern COUNT = Pattern.compile("^\\d+ ");

  private StableText() {}

  /** Without times and identifiers, and not too long. */
  public static String of(String text) {
    String stable = CHANGING.matcher(cut(text, 4 * MAX_LENGTH)).replaceAll(ELLIPSIS).strip();
    return cut(stable, MAX_LENGTH);
  }

  /**
   * What a kubelet says about a container that waits or has ended.
   *
   * @param reason that it says it with
   */
  public static String ofKubelet(String reason, String text) {
    return switch (reason) {
      // It counts the seconds.
      case "CrashLoopBackOff" -> "";
      // The kubelet tries, and waits, and tries: the cause is the same.
      case "ErrImagePull", "ImagePullBackOff" -> of(BACK_OFF.matcher(text).replaceFirst(""));
      default -> of(text);
    };
  }

  /**
   * What the scheduler says, without numbers of nodes: in a large cluster they never stand still.
   */
  public static String ofScheduler(String text) {
    if (!NODES.matcher(text).find()) {
      return of(text);
    }
    String causes = NODES.matcher(text).replaceFirst("");
    int end = causes.indexOf(". ");
    causes = end < 0 ? causes.replaceFirst("\\.$", "") : causes.substring(0, end);
    return of(
        Stream.of(NEXT_COUNT.split(causes))
            .map(cause -> COUNT.matcher(cause).replaceFirst(""))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", ")));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + ELLIPSIS;
  }
}

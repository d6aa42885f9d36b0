package io.rayoperator.operator.model.pod;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Ray, compared number by number; missing numbers are zero (KubeRay contract D.13).
 * Release candidates count as their release.
 */
public record RayVersion(List<Integer> numbers) {

  private static final Pattern SYNTAX =
      Pattern.compile("\\s*v?((?:0|[1-9]\\d{0,8})(?:\\.\\d{1,9})+).*", Pattern.DOTALL);

  /** From here on Ray's command line and the agent of each node answer health checks. */
  public static final RayVersion HEALTH_CHECKS = new RayVersion(List.of(2, 0, 0));

  /** From here on a Ray node answers health checks over HTTP. */
  public static final RayVersion HTTP_HEALTH_CHECKS = new RayVersion(List.of(2, 53, 0));

  /** Reads {@code 2.53}, {@code v2.53.0rc1}; empty for {@code nightly}, {@code 2} and blanks. */
  public static Optional<RayVersion> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RayVersion(
            Arrays.stream(matcher.group(1).split("\\.", -1)).map(Integer::valueOf).toList()));
  }

  public boolean atLeast(RayVersion other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int difference = Integer.compare(numberAt(i), other.numberAt(i));
      if (difference != 0) {
        return difference > 0;
      }
    }
    return true;
  }

  private int numberAt(int i) {
    return i < numbers.size() ? numbers.get(i) : 0;
  }
}

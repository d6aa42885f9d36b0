package io.rayoperator.api.v1.validation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The leading numbers of a Ray version (KubeRay contract, Appendix D.13): {@code 2.53}, {@code
 * v2.53.0rc1}; not {@code nightly}. Missing numbers are 0, and what follows them does not count.
 */
public record RayVersion(int major, int minor, int patch) implements Comparable<RayVersion> {

  private static final Pattern FORM =
      Pattern.compile("\\s*v?(0|[1-9]\\d{0,8})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?.*", Pattern.DOTALL);

  /** Empty if the text is null or does not begin with two numbers. */
  public static Optional<RayVersion> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new RayVersion(
                number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3))))
        : Optional.empty();
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public int compareTo(RayVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}

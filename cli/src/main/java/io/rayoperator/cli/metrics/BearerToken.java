package io.rayoperator.cli.metrics;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token of a request (RFC 6750). It is a secret. */
record BearerToken(String value) {

  /** What token providers issue has a few kilobytes. */
  private static final int LONGEST = 16 * 1024;

  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*) *");

  /**
   * The token of a request, or null if it has none that could be one.
   *
   * @param authorization all headers {@code Authorization}; null if there is none. Of two it would
   *     not be clear whose request it is
   */
  static @Nullable BearerToken of(@Nullable List<String> authorization) {
    if (authorization == null
        || authorization.size() != 1
        || authorization.getFirst().length() > LONGEST) {
      return null;
    }
    Matcher credentials = CREDENTIALS.matcher(authorization.getFirst());
    return credentials.matches() ? new BearerToken(credentials.group(1)) : null;
  }

  /** Tells nothing. */
  @Override
  public String toString() {
    return "BearerToken";
  }
}

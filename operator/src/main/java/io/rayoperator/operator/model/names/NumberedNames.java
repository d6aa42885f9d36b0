package io.rayoperator.operator.model.names;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that end with a number, for pods that come back under the same name. In multi-host groups
 * the replica's number is followed by the host's.
 *
 * @param prefix what they start with
 */
public record NumberedNames(String prefix) {

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})(?:-\\d+)?");

  public String of(int replica) {
    return prefix + replica;
  }

  public String of(int replica, int host) {
    return prefix + replica + "-" + host;
  }

  /** The number of the replica that a pod of this name belongs to; null if it is another name. */
  public @Nullable Integer replicaOf(String name) {
    if (!name.startsWith(prefix)) {
      return null;
    }
    Matcher end = NUMBER.matcher(name.substring(prefix.length()));
    return end.matches() ? Integer.valueOf(end.group(1)) : null;
  }
}

package io.rayoperator.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.rayoperator.operator.log.ClusterLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** What {@link ClusterLog} says that a line shall begin with. */
final class ClusterPrefix {

  private ClusterPrefix() {}

  /** The prefix of an event; null if it is about no cluster. */
  static @Nullable String of(ILoggingEvent event) {
    if (event.getKeyValuePairs() == null) {
      return null;
    }
    return event.getKeyValuePairs().stream()
        .filter(ClusterPrefix::is)
        .map(pair -> String.valueOf(pair.value))
        .findFirst()
        .orElse(null);
  }

  static boolean is(KeyValuePair pair) {
    return pair.key.equals(ClusterLog.PREFIX);
  }
}

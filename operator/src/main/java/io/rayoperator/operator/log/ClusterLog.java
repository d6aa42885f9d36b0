package io.rayoperator.operator.log;

import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log of one cluster. Where lines are text, each of them begins with the prefix, and nothing
 * stands before it: the guides have users search for {@code ^example-cluster2:}. Where they are
 * JSON, the cluster is two fields.
 *
 * @param prefix with its colon
 */
public record ClusterLog(String prefix, String name, String namespace) {

  /** Name of the logger of what the operator itself has to say. */
  public static final String OWN = "io.rayoperator.clusters";

  /** Name of the logger of what a cluster's autoscaler wrote: it has its own time and level. */
  public static final String RELAYED = "io.rayoperator.autoscalers";

  /** Key of the prefix in the events of both. */
  public static final String PREFIX = "prefix";

  /** Passes a line on as it is. */
  public void relay(String line) {
    event(RELAYED, Level.INFO).log(line);
  }

  public void info(String message) {
    event(OWN, Level.INFO).log(message);
  }

  public void warn(String message) {
    event(OWN, Level.WARN).log(message);
  }

  /** A fault, with its stack trace. */
  public void error(String message, Throwable fault) {
    event(OWN, Level.ERROR).setCause(fault).log(message);
  }

  private LoggingEventBuilder event(String logger, Level level) {
    return LoggerFactory.getLogger(logger)
        .atLevel(level)
        .addKeyValue(PREFIX, prefix)
        .addKeyValue("name", name)
        .addKeyValue("namespace", namespace);
  }
}

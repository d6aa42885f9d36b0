package io.rayoperator.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;

/** How a log line is written (KubeRay contract §16.1). */
public enum LogEncoding {
  /**
   * One JSON object per line, with KubeRay's keys {@code level}, {@code ts}, {@code logger} and
   * {@code msg}.
   */
  json {
    @Override
    Layout<ILoggingEvent> layout() {
      return new JsonLayout();
    }
  },
  /** Text for people. */
  console {
    @Override
    Layout<ILoggingEvent> layout() {
      return new TextLayout();
    }
  };

  abstract Layout<ILoggingEvent> layout();
}

package io.rayoperator.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.rayoperator.operator.log.ClusterLog;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code 2026-11-21T08:00:00.123Z INFO RayClusterReconciler default/demo: created head pod}.
 *
 * <p>Each line about one of the Python operator's clusters begins with that cluster instead.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    String prefix = ClusterPrefix.of(event);
    if (prefix != null) {
      return ofCluster(prefix, event);
    }
    StringBuilder line = new StringBuilder(160);
    line.append(timeAndLevel(event));
    line.append(simpleName(event.getLoggerName())).append(' ').append(event.getFormattedMessage());
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }

  private static String ofCluster(String prefix, ILoggingEvent event) {
    StringBuilder text = new StringBuilder(160);
    if (!event.getLoggerName().equals(ClusterLog.RELAYED)) {
      text.append(timeAndLevel(event));
    }
    text.append(event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      text.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return text.toString().lines().map(line -> prefix + line + "\n").collect(Collectors.joining());
  }

  private static String timeAndLevel(ILoggingEvent event) {
    return Timestamps.format(event.getInstant())
        + String.format(Locale.ROOT, " %-5s ", event.getLevel());
  }

  private static String simpleName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}

package io.rayoperator.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where log lines go, and from which level on. */
public final class Logs {

  /** Libraries that tell much at the level "info". */
  private static final String[] CHATTY = {
    "io.micronaut", "io.netty", "io.fabric8", "io.javaoperatorsdk"
  };

  /** Warns with a stack trace each time the API server ends a watch, which is nothing but usual. */
  private static final String ALARMIST = "io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl";

  private Logs() {}

  /** Writes to the standard output from now on, and nowhere else. */
  public static void toStandardOutput(LogEncoding encoding, Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    for (String library : CHATTY) {
      context.getLogger(library).setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.WARN : level);
    }
    context.getLogger(ALARMIST).setLevel(Level.ERROR);
    root.addAppender(start(new ConsoleAppender<>(), "stdout", encoding, context));
  }

  /**
   * Also writes to a file, which is rotated at 500 MB; ten old files are kept, none longer than 30
   * days.
   */
  public static void alsoToFile(Path file, LogEncoding encoding) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setFile(file.toString());
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rotation = new SizeAndTimeBasedRollingPolicy<>();
    rotation.setContext(context);
    rotation.setParent(appender);
    rotation.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i");
    rotation.setMaxFileSize(FileSize.valueOf("500MB"));
    rotation.setTotalSizeCap(FileSize.valueOf("5000MB"));
    rotation.setMaxHistory(30);
    rotation.start();
    appender.setRollingPolicy(rotation);
    context
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .addAppender(start(appender, "file", encoding, context));
  }

  private static OutputStreamAppender<ILoggingEvent> start(
      OutputStreamAppender<ILoggingEvent> appender,
      String name,
      LogEncoding encoding,
      LoggerContext context) {
    var layout = encoding.layout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setName(name);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}

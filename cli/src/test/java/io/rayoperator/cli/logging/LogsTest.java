package io.rayoperator.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Layout;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rayoperator.operator.log.ClusterLog;
import io.rayoperator.testing.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogsTest {

  private final LoggerContext loggers = new LoggerContext();

  @AfterEach
  void quiet() {
    LoggerContext global = (LoggerContext) LoggerFactory.getILoggerFactory();
    global.reset();
    global.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  @Test
  void jsonLineHasKubeRaysKeysAndTheContext() throws Exception {
    LoggingEvent event = event("created \"head\"\npod", null, Map.of("name", "demo"));

    String line = LogEncoding.json.layout().doLayout(event);

    assertThat(line).endsWith("}\n");
    assertThat(line.strip()).doesNotContain("\n");
    assertThat(new ObjectMapper().readTree(line))
        .isEqualTo(
            new ObjectMapper()
                .createObjectNode()
                .put("level", "info")
                .put("ts", "2026-11-21T08:00:00.007Z")
                .put("logger", "io.rayoperator.Demo")
                .put("msg", "created \"head\"\npod")
                .put("name", "demo"));
  }

  @Test
  void jsonLineHasKeysAndValuesOfTheMessage() throws Exception {
    LoggingEvent event = event("refused", null, Map.of());
    event.addKeyValuePair(new KeyValuePair("user", "\"jane\""));
    event.addKeyValuePair(new KeyValuePair("dryRun", true));
    event.addKeyValuePair(new KeyValuePair("code", 422));

    JsonNode line = new ObjectMapper().readTree(LogEncoding.json.layout().doLayout(event));

    assertThat(line.path("user").asText()).isEqualTo("\"jane\"");
    assertThat(line.path("dryRun").isBoolean()).isTrue();
    assertThat(line.path("code").asInt()).isEqualTo(422);
  }

  @Test
  void jsonLineHoldsTheStackTrace() throws Exception {
    JsonNode line =
        new ObjectMapper()
            .readTree(
                LogEncoding.json
                    .layout()
                    .doLayout(event("broken", new IllegalStateException("no lease"), Map.of())));

    assertThat(line.path("error").asText()).isEqualTo("no lease");
    assertThat(line.path("stacktrace").asText())
        .startsWith("java.lang.IllegalStateException: no lease")
        .contains("LogsTest");
  }

  @Test
  void textLineIsForPeople() {
    LoggingEvent event = event("created head pod", null, Map.of("name", "demo"));

    assertThat(LogEncoding.console.layout().doLayout(event))
        .isEqualTo("2026-11-21T08:00:00.007Z INFO  Demo created head pod\n");
  }

  @Test
  void textLineIsFollowedByTheStackTrace() {
    Layout<?> layout = LogEncoding.console.layout();

    assertThat(layout.getContentType()).isEqualTo("text/plain");
    assertThat(
            LogEncoding.console
                .layout()
                .doLayout(event("broken", new IllegalStateException("no lease"), Map.of())))
        .startsWith(
            "2026-11-21T08:00:00.007Z INFO  Demo broken\njava.lang.IllegalStateException: no lease\n");
  }

  /** Rows 003-8 and 004-16. */
  @Test
  void everyLineAboutAClusterBeginsWithIt() {
    LoggingEvent event =
        ofCluster(
            ClusterLog.OWN,
            "broken\nfor ever",
            new IllegalStateException("no\nexample-cluster2: lease"));

    String text = LogEncoding.console.layout().doLayout(event);

    assertThat(text)
        .startsWith(
            """
            example-cluster,ray:2026-11-21T08:00:00.007Z INFO  broken
            example-cluster,ray:for ever
            example-cluster,ray:java.lang.IllegalStateException: no
            example-cluster,ray:example-cluster2: lease
            example-cluster,ray:\tat \
            """);
    assertThat(text.lines()).allMatch(line -> line.startsWith("example-cluster,ray:"));
  }

  @Test
  void lineOfAnAutoscalerIsWrittenAsItIs() {
    LoggingEvent event = ofCluster(ClusterLog.RELAYED, " - worker-nodes: 1", null);

    assertThat(LogEncoding.console.layout().doLayout(event))
        .isEqualTo("example-cluster,ray: - worker-nodes: 1\n");
  }

  @Test
  void inJsonTheClusterIsTwoFields() throws Exception {
    LoggingEvent event = ofCluster(ClusterLog.RELAYED, "Resized to 3 CPUs.", null);

    assertThat(new ObjectMapper().readTree(LogEncoding.json.layout().doLayout(event)))
        .isEqualTo(
            new ObjectMapper()
                .createObjectNode()
                .put("level", "info")
                .put("ts", "2026-11-21T08:00:00.007Z")
                .put("logger", ClusterLog.RELAYED)
                .put("msg", "Resized to 3 CPUs.")
                .put("name", "example-cluster")
                .put("namespace", "ray"));
  }

  private LoggingEvent ofCluster(String logger, String message, @Nullable Throwable fault) {
    LoggingEvent event =
        new LoggingEvent("", loggers.getLogger(logger), Level.INFO, message, fault, null);
    event.setInstant(Instant.parse("2026-11-21T08:00:00.007Z"));
    event.setMDCPropertyMap(Map.of());
    event.addKeyValuePair(new KeyValuePair(ClusterLog.PREFIX, "example-cluster,ray:"));
    event.addKeyValuePair(new KeyValuePair("name", "example-cluster"));
    event.addKeyValuePair(new KeyValuePair("namespace", "ray"));
    return event;
  }

  @Test
  @Contract("16.1")
  void linesAlsoGoToAFile(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("operator.log");
    Logs.toStandardOutput(LogEncoding.console, Level.INFO);
    Logs.alsoToFile(file, LogEncoding.json);

    LoggerFactory.getLogger("io.rayoperator.Demo").info("started");
    LoggerFactory.getLogger("io.rayoperator.Demo").debug("a detail");
    LoggerFactory.getLogger("io.fabric8.Demo").info("a library's detail");
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();

    assertThat(Files.readString(file)).hasLineCount(1).contains("\"msg\":\"started\"");
  }

  private LoggingEvent event(
      String message, @Nullable Throwable failure, Map<String, String> context) {
    Logger logger = loggers.getLogger("io.rayoperator.Demo");
    LoggingEvent event = new LoggingEvent("", logger, Level.INFO, message, failure, null);
    event.setMDCPropertyMap(context);
    event.setInstant(Instant.parse("2026-11-21T08:00:00.007Z"));
    return event;
  }
}

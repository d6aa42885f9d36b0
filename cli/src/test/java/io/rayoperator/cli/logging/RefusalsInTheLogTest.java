package io.rayoperator.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.admission.AdmissionReviewHandler;
import io.rayoperator.webhook.metrics.AdmissionMetrics;
import io.rayoperator.webhook.review.MalformedReviewException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Who looks for a refusal finds it, and nothing that a user writes looks like a line of its own.
 */
class RefusalsInTheLogTest {

  private final Logger logger =
      (Logger) LoggerFactory.getLogger("io.rayoperator.webhook.admission.RefusalLog");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void quiet() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private static void review(String name, int minReplicas) throws MalformedReviewException {
    String review =
        """
        {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
         "request": {"uid": "u", "operation": "CREATE", "namespace": "team", "dryRun": true,
           "requestKind": {"group": "ray.io", "version": "v1", "kind": "RayCluster"},
           "userInfo": {"username": "jane"}, "options": {"fieldManager": "kubectl"},
           "object": {"apiVersion": "ray.io/v1", "kind": "RayCluster", "metadata": {"name": "%s", "namespace": "team"},
             "spec": {"headGroupSpec": {"rayStartParams": {},
               "template": {"spec": {"containers": [{"name": "h", "image": "i"}]}}},
               "workerGroupSpecs": [{"groupName": "w", "replicas": 1, "minReplicas": %d, "maxReplicas": 5,
                 "rayStartParams": {}, "template": {"spec": {"containers": [{"name": "h", "image": "i"}]}}}]}}}}
        """
            .formatted(name, minReplicas);
    handle(review);
  }

  private static void handle(String review) throws MalformedReviewException {
    AdmissionReviewHandler.validating(
            RayClusterConverter.create(), new AdmissionMetrics(new SimpleMeterRegistry()))
        .handle(review.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusalIsALineWithFields() throws Exception {
    review("demo", 9);

    assertThat(lines.list).hasSize(1);
    JsonNode line =
        new ObjectMapper().readTree(LogEncoding.json.layout().doLayout(lines.list.getFirst()));
    assertThat(line.path("msg").asText())
        .startsWith("Refused: create of team/demo by jane: ")
        .contains("spec.workerGroupSpecs[0].minReplicas");
    assertThat(line.path("operation").asText()).isEqualTo("create");
    assertThat(line.path("namespace").asText()).isEqualTo("team");
    assertThat(line.path("name").asText()).isEqualTo("demo");
    assertThat(line.path("version").asText()).isEqualTo("v1");
    assertThat(line.path("user").asText()).isEqualTo("jane");
    assertThat(line.path("fieldManager").asText()).isEqualTo("kubectl");
    assertThat(line.path("dryRun").asBoolean()).isTrue();
    assertThat(line.path("code").asInt()).isEqualTo(422);
    assertThat(line.path("fields").asText()).contains("spec.workerGroupSpecs[0].minReplicas");
  }

  @Test
  void objectThatCannotBeReadIsALineToo() throws Exception {
    handle(
        """
        {"request": {"uid": "u", "operation": "UPDATE", "name": "demo",
           "requestKind": {"version": "v1"}, "userInfo": {"username": "jane"},
           "object": {"spec": %s%s}, "namespace": "after"}}
        """
            .formatted("[".repeat(1500), "]".repeat(1500)));

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .startsWith("Refused: update of after/demo by jane: ")
        .contains("spec[0]", "nested more than 1000 levels deep");
  }

  @Test
  void acceptedObjectIsNoLine() throws Exception {
    review("demo", 0);

    assertThat(lines.list).isEmpty();
  }

  @Test
  void textOfAUserIsOneShortLine() throws Exception {
    review("a\\n2026-11-26T00:00:00Z ERROR forged\\u2028" + "x".repeat(5_000), 9);

    String line = LogEncoding.console.layout().doLayout(lines.list.getFirst());
    assertThat(line).hasLineCount(1).doesNotContain("\u2028").hasSizeLessThan(3_000);
  }
}

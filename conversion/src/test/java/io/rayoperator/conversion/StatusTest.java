package io.rayoperator.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.conversion.layout.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The status in each layout: that of v1, and the counters that the old operators had. */
class StatusTest {
  private static final String STATUS =
      """
      state: ready
      desiredWorkerReplicas: 4
      availableWorkerReplicas: 3
      minWorkerReplicas: 1
      maxWorkerReplicas: 10
      head: {podName: demo-head-x, podIP: 10.0.0.1, serviceIP: 10.0.0.2}
      """;

  private final RayClusterConverter converter = RayClusterConverter.create();

  @Test
  void byteDancesCountersHaveTheHeadAndWhatWasMeant() {
    assertThat(shown(Layout.BYTEDANCE, STATUS))
        .isEqualTo(
            yaml(
                """
                state: ready
                desiredWorkerReplicas: 4
                availableWorkerReplicas: 3
                minWorkerReplicas: 1
                maxWorkerReplicas: 10
                head: {podIP: 10.0.0.1, serviceIP: 10.0.0.2}
                availableReplicas: 4
                desiredReplicas: 4
                minimumReplicas: 1
                maximumReplicas: 10
                """));
  }

  @Test
  void microsoftsCounterHasTheHead() {
    JsonNode status = shown(Layout.MICROSOFT, STATUS);

    assertThat(status.path("availableReplicas").intValue()).isEqualTo(4);
    assertThat(status.has("desiredReplicas")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ANT", "KUBERAY"})
  void otherLayoutsHaveKubeRaysStatus(Layout layout) {
    assertThat(shown(layout, STATUS)).isEqualTo(yaml(STATUS.replace("podName: demo-head-x, ", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {availableWorkerReplicas: 2}                           | 2
          {head: {podName: demo-head}}                           | 1
          {availableWorkerReplicas: 2147483647, head: {podName: a}} | 2147483647
          {head: {podName: ''}}                                  |
          {head: {podIP: 10.0.0.1}}                              |
          {availableWorkerReplicas: many}                        |
          {availableWorkerReplicas: 9999999999}                  |
          {head: 7}                                              |
          {}                                                     |
          """)
  void podsAreCountedAsFarAsTheStatusTells(String status, @Nullable String available) {
    JsonNode counter = shown(Layout.BYTEDANCE, status).path("availableReplicas");

    assertThat(counter.isMissingNode() ? "" : counter.asText())
        .isEqualTo(available == null ? "" : available);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void countersThatAClientWroteReadBack(Layout layout) {
    ObjectNode shown = converter.convert(hub(layout, STATUS), ApiVersion.V1ALPHA1);
    ((ObjectNode) shown.path("status")).put("availableReplicas", 17);
    ObjectNode stored = converter.convert(shown, ApiVersion.V1);

    assertThat(stored.path("status")).isEqualTo(yaml(STATUS));
    assertThat(
            converter
                .convert(stored, ApiVersion.V1ALPHA1)
                .at("/status/availableReplicas")
                .intValue())
        .isEqualTo(17);
  }

  @Test
  void counterFollowsTheStatusOnceThatChanges() {
    ObjectNode shown = converter.convert(hub(Layout.BYTEDANCE, STATUS), ApiVersion.V1ALPHA1);
    ((ObjectNode) shown.path("status")).put("availableReplicas", 17);
    ObjectNode stored = converter.convert(shown, ApiVersion.V1);
    ((ObjectNode) stored.path("status")).put("availableWorkerReplicas", 2);

    assertThat(
            converter
                .convert(stored, ApiVersion.V1ALPHA1)
                .at("/status/availableReplicas")
                .intValue())
        .isEqualTo(3);
  }

  private JsonNode shown(Layout layout, String status) {
    return converter.convert(hub(layout, status), ApiVersion.V1ALPHA1).path("status");
  }

  private static ObjectNode hub(Layout layout, String status) {
    ObjectNode hub =
        yaml(
            """
            apiVersion: ray.io/v1
            kind: RayCluster
            metadata: {name: demo}
            spec: {headGroupSpec: {}, workerGroupSpecs: []}
            """);
    if (layout != Layout.KUBERAY) {
      RandomRayClusters.annotate(hub, ConversionAnnotations.LAYOUT, layout.id());
    }
    hub.set("status", yaml(status));
    return hub;
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;
import static io.rayoperator.conversion.Laws.RANDOM;
import static io.rayoperator.conversion.Laws.down;
import static io.rayoperator.conversion.Laws.forAll;
import static io.rayoperator.conversion.Laws.same;
import static io.rayoperator.conversion.Laws.up;
import static io.rayoperator.conversion.Manifests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.conversion.residual.ResidualAnnotation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conversion does at its limits, and what it never does. */
class ConversionLimitsTest {

  private static ObjectNode annotated(ObjectNode object, String key, String value) {
    ObjectNode copy = object.deepCopy();
    RandomRayClusters.annotate(copy, key, value);
    return copy;
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void inputIsNeverChanged(Layout layout) {
    forAll(
        "purity: the input stays as it is",
        layout,
        i -> {
          ObjectNode spoke = RANDOM.spoke(layout, i);
          ObjectNode spokeBefore = spoke.deepCopy();
          ObjectNode converted = up(spoke);
          ObjectNode convertedBefore = converted.deepCopy();
          down(converted);
          assertThat(spoke).isEqualTo(spokeBefore);
          assertThat(converted).isEqualTo(convertedBefore);
        });
  }

  @Test
  void resultSharesPodTemplatesWithTheInput() {
    ObjectNode hub = yaml(Manifests.HUB);
    assertThat(down(hub).at("/spec/workerGroupSpecs/0/template"))
        .isSameAs(hub.at("/spec/workerGroupSpecs/0/template"));
  }

  @Test
  void manyThreadsGetTheSameResults() {
    List<ObjectNode> objects =
        IntStream.range(0, 50).mapToObj(i -> RANDOM.hub(Layout.ANT, i)).toList();
    List<ObjectNode> expected = objects.stream().map(Laws::down).toList();
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(i -> same(expected.get(i % 50), down(objects.get(i % 50))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 27, 60, 100, 300, 5_000})
  void annotationsNeverExceedWhatTheApiServerTakes(int free) {
    for (ObjectNode object : List.of(yaml(Manifests.ANT), yaml(Manifests.HUB))) {
      ObjectNode full = annotated(object, "a", "x".repeat(Annotations.MAX_TOTAL_BYTES - 1 - free));
      ObjectNode converted =
          object.path("apiVersion").asText().equals("ray.io/v1") ? down(full) : up(full);
      assertThat(Annotations.freeBytes(converted)).isNotNegative();
      assertThat(Annotations.get(converted, "a")).isEqualTo(Annotations.get(full, "a"));
    }
  }

  @Test
  void objectThatLostSomethingOnItsWayToV1IsMarkedForAdmission() {
    ObjectNode full =
        annotated(yaml(Manifests.ANT), "a", "x".repeat(Annotations.MAX_TOTAL_BYTES - 100));
    assertThat(ResidualAnnotation.of(up(full), V1ALPHA1_RESIDUAL).orEmpty().omitted()).isTrue();
  }

  /** A residual of a few bytes must not make an object that the API server refuses to read. */
  @Test
  void forgedAnnotationsThatHaveNoRoomAreNotRestored() {
    String forged =
        "{\"format\":1,\"annotations\":{\"conversion.ray.io/layout\":\""
            + "x".repeat(200_000)
            + "\",\"conversion.ray.io/v1alpha1\":\""
            + "y".repeat(60_000)
            + "\"}}";
    ObjectNode hub = annotated(yaml(Manifests.HUB), V1ALPHA1_RESIDUAL, forged);
    assertThat(Annotations.freeBytes(hub)).isNotNegative();
    assertThat(Annotations.freeBytes(down(hub))).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\":1,\"edits\":{\".\":{\"metadata\":{\"=\":{\"name\":[\"demo\",\"other\"]}}}}}",
        "{\"format\":1,\"edits\":{\"-\":{\"kind\":\"RayCluster\"},\"+\":{\"metadata\":{}}}}",
        "{\"format\":1,\"edits\":{\"=\":{\"apiVersion\":[\"ray.io/v1alpha1\",\"v1\"]}}}",
        "{\"format\":1,\"shape\":\"no-metadata\"}"
      })
  void forgedResidualCannotTouchWhatIdentifiesAnObject(String forged) {
    ObjectNode shown = down(annotated(yaml(Manifests.HUB), V1ALPHA1_RESIDUAL, forged));
    assertThat(shown.path("apiVersion").asText()).isEqualTo("ray.io/v1alpha1");
    assertThat(shown.path("kind").asText()).isEqualTo("RayCluster");
    assertThat(shown.at("/metadata/name").asText()).isEqualTo("demo");
  }

  /** What a forged residual shows in v1alpha1 is not written when only the status is. */
  @Test
  void forgedFieldDoesNotReachV1UnlessItsViewIsEdited() {
    ObjectNode hub =
        annotated(
            yaml(Manifests.HUB),
            V1ALPHA1_RESIDUAL,
            "{\"format\":1,\"edits\":{\".\":{\"spec\":{\"[]\":{\"workerGroupSpecs\":{\".\":{\"gpu\":{\"=\":"
                + "{\"replicas\":[1,1000]}}}}}}}}}");
    ObjectNode shown = down(hub).deepCopy();
    assertThat(shown.at("/spec/workerGroupSpecs/0/replicas").asInt()).isEqualTo(1000);
    shown.putObject("status").put("state", "ready");
    assertThat(up(shown).at("/spec/workerGroupSpecs/0/replicas").asInt()).isEqualTo(1);
  }

  /** What comes back through a residual stands in v1, where admission looks at it. */
  @Test
  void fieldThatAForgedResidualAddsIsInV1WhereAdmissionSeesIt() {
    ObjectNode spoke =
        annotated(
            down(yaml(Manifests.HUB)),
            V1_RESIDUAL,
            "{\"format\":1,\"edits\":{\".\":{\"spec\":{\"+\":{\"managedBy\":\"smuggled\"}}}}}");
    assertThat(up(spoke).at("/spec/managedBy").asText()).isEqualTo("smuggled");
  }

  @Test
  void editsThatMatchNothingChangeNothing() {
    ObjectNode hub = yaml(Manifests.HUB);
    JsonNode plain = down(hub).path("spec");
    ObjectNode forged =
        annotated(
            hub,
            V1ALPHA1_RESIDUAL,
            "{\"format\":1,\"edits\":{\".\":{\"nowhere\":{\"+\":{\"a\":1}},\"spec\":{\"-\":{\"rayVersion\":\"0\"},"
                + "\"[]\":{\"workerGroupSpecs\":{\".\":{\"none\":{\"+\":{\"a\":1}}},\"moved\":[\"none\"]}}}}}}");
    same(plain, down(forged).path("spec"));
  }

  @Test
  void replacingTheLayoutKeepsWhatOnlyV1SaysOfTheGroupsThatRemain() {
    ObjectNode ant = up(yaml(Manifests.ANT)).deepCopy();
    ((ObjectNode) ant.path("spec")).put("managedBy", "kueue.x-k8s.io/multikueue");
    ObjectNode written = down(ant).deepCopy();
    ObjectNode kubeRay = yaml(Manifests.HUB);
    ((ObjectNode) kubeRay.path("spec")).remove("managedBy");
    written.set("spec", kubeRay.path("spec"));
    ObjectNode stored = up(written);
    assertThat(stored.at("/spec/managedBy").asText()).isEqualTo("kueue.x-k8s.io/multikueue");
    assertThat(Annotations.get(stored, LAYOUT)).isNull();
    same(written.path("spec"), down(stored).path("spec"));
  }

  @Test
  void thousandsOfGroupsOfOneNameGetNamesOfTheirOwn() {
    ObjectNode object = yaml(Manifests.ANT);
    ArrayNode extensions = ((ObjectNode) object.path("spec")).putArray("extensions");
    for (int i = 0; i < 20_000; i++) {
      extensions.addObject().put("groupName", "w").put("type", "worker");
    }
    JsonNode groups = up(object).at("/spec/workerGroupSpecs");
    assertThat(groups.get(19_999).path("groupName").asText()).isEqualTo("w-20000");
  }
}

package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;
import static io.rayoperator.conversion.Laws.down;
import static io.rayoperator.conversion.Laws.same;
import static io.rayoperator.conversion.Laws.up;
import static io.rayoperator.conversion.Laws.without;
import static io.rayoperator.conversion.Manifests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.residual.Annotations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostResidualsTest {
  private final RayClusterConverter converter = RayClusterConverter.create();
  private final ObjectNode hub = yaml(Manifests.HUB);

  private ObjectNode restored(ObjectNode old, ObjectNode updated, ApiVersion version) {
    return new LostResiduals(converter)
        .restore(new HubView(converter, old), new HubView(converter, updated), version);
  }

  private ObjectNode written(ObjectNode old, ObjectNode spoke) {
    return restored(old, up(spoke), ApiVersion.V1ALPHA1);
  }

  private static ObjectNode annotated(ObjectNode object, String key, String value) {
    ObjectNode copy = object.deepCopy();
    RandomRayClusters.annotate(copy, key, value);
    return copy;
  }

  @Test
  void replaceInV1alpha1WithoutTheAnnotationKeepsWhatOnlyV1Says() {
    same(hub, written(hub, without(down(hub), V1_RESIDUAL)));
  }

  @Test
  void whatTheWriterChangedStaysChanged() {
    ObjectNode replaced = without(down(hub), V1_RESIDUAL).deepCopy();
    ((ArrayNode) replaced.at("/spec/workerGroupSpecs")).remove(1);
    ((ObjectNode) replaced.at("/spec/workerGroupSpecs/0")).put("replicas", 7);
    ObjectNode expected = hub.deepCopy();
    ((ArrayNode) expected.at("/spec/workerGroupSpecs")).remove(1);
    ((ObjectNode) expected.at("/spec/workerGroupSpecs/0")).put("replicas", 7);
    same(expected, written(hub, replaced));
  }

  @Test
  void whatBelongedToARemovedGroupDoesNotComeBack() {
    ObjectNode replaced = without(down(hub), V1_RESIDUAL).deepCopy();
    ((ArrayNode) replaced.at("/spec/workerGroupSpecs")).remove(0);
    ObjectNode restored = written(hub, replaced);
    assertThat(restored.at("/spec/workerGroupSpecs")).hasSize(1);
    assertThat(restored.toString()).doesNotContain("gpu").doesNotContain("\"numOfHosts\":4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "{\"format\":2}", "{\"format\":1}", "deflate:AAAA"})
  void damagedAnnotationCountsAsADroppedOne(String damaged) {
    same(hub, written(hub, annotated(without(down(hub), V1_RESIDUAL), V1_RESIDUAL, damaged)));
  }

  @Test
  void residualThatSaysSomethingIsTheWritersOwn() {
    ObjectNode own =
        annotated(
            without(down(hub), V1_RESIDUAL),
            V1_RESIDUAL,
            "{\"format\":1,\"edits\":{\".\":{\"spec\":{\"+\":{\"managedBy\":\"other\"}}}}}");
    ObjectNode stored = written(hub, own);
    assertThat(stored.at("/spec/managedBy").asText()).isEqualTo("other");
  }

  @Test
  void nothingIsAddedToAnObjectThatHadNoResidual() {
    ObjectNode again = up(yaml(Manifests.ANT));
    assertThat(restored(up(yaml(Manifests.ANT)), again, ApiVersion.V1ALPHA1)).isSameAs(again);
  }

  @Test
  void replaceInV1WithoutAnnotationsKeepsLayoutAndResidual() {
    ObjectNode stored = up(yaml(Manifests.ANT));
    ObjectNode replaced = without(stored, LAYOUT, V1ALPHA1_RESIDUAL);
    same(stored, restored(stored, replaced, ApiVersion.V1));
  }

  @Test
  void anotherLayoutWrittenInV1IsTheWritersWill() {
    ObjectNode stored = up(yaml(Manifests.ANT));
    ObjectNode moved = annotated(without(stored, V1ALPHA1_RESIDUAL), LAYOUT, "kuberay");
    assertThat(restored(stored, moved, ApiVersion.V1)).isSameAs(moved);
  }

  @Test
  void whatHasNoRoomIsNotPutBackSoThatTheObjectStaysWritable() {
    ObjectNode stored = up(yaml(Manifests.ANT));
    ObjectNode full =
        annotated(
            without(stored, LAYOUT, V1ALPHA1_RESIDUAL),
            "a",
            "x".repeat(Annotations.MAX_TOTAL_BYTES - 60));
    ObjectNode restored = restored(stored, full, ApiVersion.V1);
    assertThat(Annotations.freeBytes(restored)).isNotNegative();
    assertThat(Annotations.get(restored, V1ALPHA1_RESIDUAL)).isNull();
  }
}

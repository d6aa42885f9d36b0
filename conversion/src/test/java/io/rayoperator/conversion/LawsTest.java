package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;
import static io.rayoperator.conversion.Laws.RANDOM;
import static io.rayoperator.conversion.Laws.annotation;
import static io.rayoperator.conversion.Laws.down;
import static io.rayoperator.conversion.Laws.forAll;
import static io.rayoperator.conversion.Laws.received;
import static io.rayoperator.conversion.Laws.same;
import static io.rayoperator.conversion.Laws.up;
import static io.rayoperator.conversion.Laws.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.layout.Layout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of the package but the third, on objects of every layout, however strange. */
class LawsTest {
  private static final String[] OURS = {LAYOUT, V1ALPHA1_RESIDUAL, V1_RESIDUAL};

  @ParameterizedTest
  @EnumSource(Layout.class)
  void whatWasWrittenIsReadBack(Layout layout) {
    forAll(
        "law 1: down(up(a)) = a",
        layout,
        i -> {
          ObjectNode written = RANDOM.spoke(layout, i);
          same(written, down(up(written)));
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void whatWasWrittenIsReadBackFromAnApiServer(Layout layout) {
    forAll(
        "law 1, pruned and defaulted by an API server",
        layout,
        i -> {
          ObjectNode written = received(RANDOM.spoke(layout, i));
          ObjectNode converted = up(written);
          ObjectNode stored = received(converted);
          same(written, received(down(stored)));
          same(converted, stored);
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void whatIsStoredSurvivesBeingShown(Layout layout) {
    forAll(
        "law 2: up(down(b)) = b",
        layout,
        i -> {
          ObjectNode stored = RANDOM.hub(layout, i);
          same(stored, up(down(stored)));
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void whatIsStoredSurvivesBeingShownByAnApiServer(Layout layout) {
    forAll(
        "law 2, pruned and defaulted by an API server",
        layout,
        i -> {
          ObjectNode stored = received(RANDOM.hub(layout, i));
          same(stored, received(up(received(down(stored)))));
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aResidualThatExplainsLessThanItDidHarmsNothing(Layout layout) {
    forAll(
        "law 2, after any damage to the v1 object",
        layout,
        i -> {
          ObjectNode stored = up(RANDOM.spoke(layout, i)).deepCopy();
          RandomDamage.to(stored, RANDOM.random(i), "spec", "status");
          ObjectNode shown = down(stored);
          ObjectNode again = up(shown);
          // A residual loses the entries that no longer apply; all else is as it was, and stays so.
          sameMetadata(stored, again);
          assertThat(annotation(again, LAYOUT)).isEqualTo(annotation(stored, LAYOUT));
          same(content(stored), content(again));
          same(shown, down(again));
          same(again, up(down(again)));
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void anythingConverts(Layout layout) {
    forAll(
        "law 4: total",
        layout,
        i -> {
          RandomJson random = RANDOM.random(i);
          ObjectNode spoke = down(RANDOM.hub(layout, i)).deepCopy();
          RandomDamage.to(spoke, random, "metadata", "spec", "status", "kind");
          ObjectNode hub = up(spoke).deepCopy();
          RandomDamage.to(hub, random, "metadata", "spec", "status", "kind");
          assertThat(down(hub).path("apiVersion").asText()).isEqualTo("ray.io/v1alpha1");
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void metadataStaysButForAnnotations(Layout layout) {
    forAll(
        "law 5: metadata untouched",
        layout,
        i -> {
          ObjectNode spoke = RANDOM.spoke(layout, i);
          sameMetadata(spoke, up(spoke));
          ObjectNode hub = RANDOM.hub(layout, i);
          sameMetadata(hub, down(hub));
        });
  }

  private static ObjectNode content(ObjectNode object) {
    return object.deepCopy().without(List.of("metadata"));
  }

  private static void sameMetadata(ObjectNode before, ObjectNode after) {
    assertThat(after.get("kind")).isEqualTo(before.get("kind"));
    same(bare(without(before, OURS).path("metadata")), bare(without(after, OURS).path("metadata")));
  }

  /** Metadata where it does not matter how there are no annotations. */
  private static JsonNode bare(JsonNode metadata) {
    if (!(metadata instanceof ObjectNode object)) {
      return JsonNodeFactory.instance.objectNode();
    }
    ObjectNode copy = object.deepCopy();
    if (copy.path("annotations").isEmpty()) {
      copy.remove("annotations");
    }
    return copy;
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void convertingAgainChangesNothing(Layout layout) {
    forAll(
        "law 6: stable",
        layout,
        i -> {
          ObjectNode stored = up(RANDOM.spoke(layout, i));
          ObjectNode shown = down(RANDOM.hub(layout, i));
          ObjectNode storedAgain = up(down(stored));
          assertThat(annotation(storedAgain, V1ALPHA1_RESIDUAL))
              .isEqualTo(annotation(stored, V1ALPHA1_RESIDUAL));
          same(stored, storedAgain);
          ObjectNode shownAgain = down(up(shown));
          assertThat(annotation(shownAgain, V1_RESIDUAL)).isEqualTo(annotation(shown, V1_RESIDUAL));
          same(shown, shownAgain);
        });
  }
}

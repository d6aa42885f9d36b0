package io.rayoperator.conversion;

import static io.rayoperator.conversion.ApiVersion.V1;
import static io.rayoperator.conversion.ApiVersion.V1ALPHA1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.Layout;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The laws of the package, each on thousands of random objects of every layout. More objects or
 * others: {@code -Dconversion.laws.objects=1000000 -Dconversion.laws.seed=…}.
 */
class LawsTest {
  private static final int OBJECTS = Integer.getInteger("conversion.laws.objects", 10_000);
  private static final long SEED = Long.getLong("conversion.laws.seed", 20_261_121L);

  private static final RandomRayClusters RANDOM = new RandomRayClusters(SEED);
  private static final RayClusterConverter CONVERTER = RayClusterConverter.create();
  private static final ApiServer API_SERVER = new ApiServer();

  @ParameterizedTest
  @EnumSource(Layout.class)
  void law1WhatWasWrittenIsReadBack(Layout layout) {
    forAll(
        "law 1",
        layout,
        i -> {
          ObjectNode written = RANDOM.spoke(layout, i);
          same(written, down(up(written)));
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void law1HoldsWhenTheApiServerPrunesAndDefaults(Layout layout) {
    forAll(
        "law 1, API server",
        layout,
        i -> {
          ObjectNode written = API_SERVER.received(RANDOM.spoke(layout, i));
          ObjectNode converted = up(written);
          ObjectNode stored = API_SERVER.received(converted);
          same(written, API_SERVER.received(down(stored)));
          same(converted, stored);
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void law2WhatIsStoredSurvivesBeingShown(Layout layout) {
    forAll(
        "law 2",
        layout,
        i -> {
          ObjectNode stored = RANDOM.hub(layout, i);
          same(stored, up(down(stored)));
        });
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void law2HoldsWhenTheApiServerPrunesAndDefaults(Layout layout) {
    forAll(
        "law 2, API server",
        layout,
        i -> {
          ObjectNode stored = API_SERVER.received(RANDOM.hub(layout, i));
          ObjectNode shown = API_SERVER.received(down(stored));
          same(stored, API_SERVER.received(up(shown)));
        });
  }

  private static ObjectNode up(ObjectNode object) {
    return CONVERTER.convert(object, V1);
  }

  private static ObjectNode down(ObjectNode object) {
    return CONVERTER.convert(object, V1ALPHA1);
  }

  private static void same(JsonNode expected, JsonNode actual) {
    if (!Trees.same(expected, actual)) {
      throw new AssertionError(
          "expected\n" + expected.toPrettyString() + "\nbut was\n" + actual.toPrettyString());
    }
  }

  /** Checks a law on every object, and says on which ones. */
  private static void forAll(String law, Layout layout, Check check) {
    IntStream.range(0, OBJECTS)
        .parallel()
        .forEach(
            i -> {
              try {
                check.on(i);
              } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                    law + ", " + layout + ", seed " + SEED + ", object " + i, e);
              }
            });
    System.out.printf("%s: %s, %d objects, seed %d%n", law, layout, OBJECTS, SEED);
  }

  private interface Check {
    void on(int i);
  }
}

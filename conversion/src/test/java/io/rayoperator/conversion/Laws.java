package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.residual.AnnotationShape;
import io.rayoperator.conversion.residual.Annotations;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks laws on many random objects. More objects or others: {@code
 * -Dconversion.laws.objects=1000000 -Dconversion.laws.seed=…}.
 */
final class Laws {
  static final int OBJECTS = Integer.getInteger("conversion.laws.objects", 10_000);
  static final long SEED = Long.getLong("conversion.laws.seed", 20_261_121L);
  static final RandomRayClusters RANDOM = new RandomRayClusters(SEED);

  private static final RayClusterConverter CONVERTER = RayClusterConverter.create();
  private static final ApiServer API_SERVER = new ApiServer();

  private Laws() {}

  static ObjectNode up(ObjectNode object) {
    return CONVERTER.convert(object, ApiVersion.V1);
  }

  static ObjectNode down(ObjectNode object) {
    return CONVERTER.convert(object, ApiVersion.V1ALPHA1);
  }

  /** What the API server makes of an object. */
  static ObjectNode received(ObjectNode object) {
    return API_SERVER.received(object);
  }

  /** The object without some annotations. */
  static ObjectNode without(ObjectNode object, String... annotations) {
    Map<String, @Nullable JsonNode> changes = new HashMap<>();
    for (String annotation : annotations) {
      changes.put(annotation, null);
    }
    return Annotations.changed(object, changes, AnnotationShape.USUAL);
  }

  static @Nullable String annotation(ObjectNode object, String key) {
    return Annotations.get(object, key) instanceof TextNode text ? text.textValue() : null;
  }

  static void same(JsonNode expected, JsonNode actual) {
    if (!Trees.same(expected, actual)) {
      throw new AssertionError(
          "expected\n" + expected.toPrettyString() + "\nbut was\n" + actual.toPrettyString());
    }
  }

  /** Checks a law on every object, and says on how many. */
  static void forAll(String law, Object layout, Law check) {
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
    System.out.printf("%s, %s: %d objects, seed %d%n", law, layout, OBJECTS, SEED);
  }

  /** A law about object number {@code i}. */
  interface Law {
    void on(int i);
  }
}

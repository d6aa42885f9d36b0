package io.rayoperator.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.ConversionAnnotations;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.conversion.residual.ResidualAnnotation;
import io.rayoperator.webhook.review.ReviewJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What holds for every object, whatever its residuals say (laws 1, 2, 4, 5 and 6). */
final class ConversionLaws {
  private static final RayClusterConverter CONVERTER = RayClusterConverter.create();

  private static final List<String> OURS =
      List.of(
          ConversionAnnotations.LAYOUT,
          ConversionAnnotations.V1ALPHA1_RESIDUAL,
          ConversionAnnotations.V1_RESIDUAL);

  private ConversionLaws() {}

  static void check(ObjectNode object) {
    ApiVersion version = ApiVersion.parse(object.path("apiVersion").textValue());
    if (version == null) {
      return;
    }
    ApiVersion other = version == ApiVersion.V1 ? ApiVersion.V1ALPHA1 : ApiVersion.V1;
    ObjectNode before = object.deepCopy();
    ObjectNode there = CONVERTER.convert(object, other);
    ObjectNode back = CONVERTER.convert(there, version);
    same("a conversion changed its input", before, object);
    sameMetadata(object, there);
    holdsInReview(object, there);
    holdsInReview(object, back);
    if (!canBeAnnotated(object) || leftOut(there) || leftOut(back)) {
      return; // the API server has no such objects, or admission refuses it
    }
    same("the way there and back changed the content", content(object), content(back));
    ObjectNode thereAgain = CONVERTER.convert(back, other);
    if (leftOut(thereAgain)) {
      return;
    }
    same("another way there and back changed it", back, CONVERTER.convert(thereAgain, version));
    same("converting again changed it", thereAgain, CONVERTER.convert(back, other));
  }

  /** The API server refuses a whole review for an object with too many annotations. */
  private static void holdsInReview(ObjectNode before, ObjectNode after) {
    if (Annotations.freeBytes(before) >= 0 && Annotations.freeBytes(after) < 0) {
      throw new AssertionError("the annotations became too large: " + Annotations.freeBytes(after));
    }
    try {
      ReviewJson.MAPPER.readTree(ReviewJson.MAPPER.writeValueAsBytes(after));
    } catch (IOException e) {
      throw new UncheckedIOException("the result does not fit into a review", e);
    }
  }

  /** Metadata that is no object has no annotations, and nothing can be kept in them. */
  private static boolean canBeAnnotated(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    JsonNode annotations = metadata.path("annotations");
    return isObjectOrNothing(metadata) && isObjectOrNothing(annotations);
  }

  private static boolean isObjectOrNothing(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.isObject();
  }

  private static boolean leftOut(ObjectNode object) {
    return ResidualAnnotation.of(object, ConversionAnnotations.V1_RESIDUAL).orEmpty().omitted()
        || ResidualAnnotation.of(object, ConversionAnnotations.V1ALPHA1_RESIDUAL)
            .orEmpty()
            .omitted();
  }

  private static ObjectNode content(ObjectNode object) {
    return Trees.copy(object).without(List.of("metadata"));
  }

  private static void sameMetadata(ObjectNode before, ObjectNode after) {
    same("metadata changed", bare(before), bare(after));
    same("the kind changed", before.path("kind"), after.path("kind"));
  }

  /** Metadata without our annotations, where it does not matter how there are none. */
  private static JsonNode bare(ObjectNode object) {
    if (!(object.get("metadata") instanceof ObjectNode metadata)) {
      return object.path("metadata").isValueNode() && !object.path("metadata").isNull()
          ? object.path("metadata")
          : ReviewJson.MAPPER.createObjectNode();
    }
    ObjectNode copy = metadata.deepCopy();
    if (copy.get("annotations") instanceof ObjectNode annotations) {
      annotations.remove(OURS);
    }
    if (copy.path("annotations").isNull() || copy.path("annotations").isEmpty()) {
      copy.remove("annotations");
    }
    return copy;
  }

  static void same(String otherwise, JsonNode expected, JsonNode actual) {
    if (!Trees.same(expected, actual)) {
      throw new AssertionError(otherwise + ":\n" + expected + "\nbecame\n" + actual);
    }
  }
}

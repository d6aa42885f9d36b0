package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.webhook.review.ReviewJson;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What those who apply on the server's side say about scaled fields, as far as the object has
 * another value now. The API server remembers who applied a field, but not the value.
 *
 * <p>Kept in an annotation, which only the webhook writes: what a client makes of it is undone.
 */
record AppliedScale(Map<AppliedField, JsonNode> values) {

  static final String ANNOTATION = "autoscaling.ray.io/applied";

  static final AppliedScale NONE = new AppliedScale(Map.of());

  /** A field of a worker group in the manifest of a field manager. */
  record AppliedField(String manager, String group, ScaledField field)
      implements Comparable<AppliedField> {

    private static final Comparator<AppliedField> ORDER =
        Comparator.comparing(AppliedField::manager)
            .thenComparing(AppliedField::group)
            .thenComparing(AppliedField::field);

    @Override
    public int compareTo(AppliedField other) {
      return ORDER.compare(this, other);
    }
  }

  /** Reads the annotation of an object. One that cannot be read says nothing. */
  static AppliedScale of(ObjectNode object) {
    JsonNode text = annotations(object).path(ANNOTATION);
    if (!text.isTextual()) {
      return NONE;
    }
    Map<AppliedField, JsonNode> values = new TreeMap<>();
    parse(text.textValue())
        .properties()
        .forEach(
            manager ->
                manager
                    .getValue()
                    .properties()
                    .forEach(group -> read(manager.getKey(), group, values)));
    return new AppliedScale(values);
  }

  private static void read(
      String manager, Map.Entry<String, JsonNode> group, Map<AppliedField, JsonNode> values) {
    for (ScaledField field : ScaledField.values()) {
      JsonNode value = group.getValue().get(field.key());
      if (value != null) {
        values.put(new AppliedField(manager, group.getKey(), field), value);
      }
    }
  }

  private static JsonNode parse(String text) {
    try {
      return ReviewJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return ReviewJson.MAPPER.createObjectNode();
    }
  }

  /** The same, of some managers' fields only. */
  AppliedScale only(Predicate<AppliedField> kept) {
    Map<AppliedField, JsonNode> rest = new TreeMap<>(values);
    rest.keySet().removeIf(kept.negate());
    return new AppliedScale(rest);
  }

  /** An object with this annotation: the argument itself if it has it. */
  ObjectNode in(ObjectNode object) {
    String text = values.isEmpty() ? null : text();
    JsonNode present = annotations(object).path(ANNOTATION);
    if (text == null ? present.isMissingNode() : text.equals(present.textValue())) {
      return object;
    }
    ObjectNode metadata = copy(object.path("metadata"));
    metadata.set("annotations", annotations(metadata.path("annotations"), text));
    return Trees.copy(object).set("metadata", metadata);
  }

  private static ObjectNode annotations(JsonNode present, @Nullable String text) {
    ObjectNode annotations = copy(present);
    if (text == null) {
      annotations.remove(ANNOTATION);
    } else {
      annotations.put(ANNOTATION, text);
    }
    return annotations;
  }

  private static ObjectNode copy(JsonNode node) {
    return node instanceof ObjectNode object
        ? Trees.copy(object)
        : ReviewJson.MAPPER.createObjectNode();
  }

  private static JsonNode annotations(ObjectNode object) {
    return object.path("metadata").path("annotations");
  }

  private String text() {
    ObjectNode tree = ReviewJson.MAPPER.createObjectNode();
    values.forEach(
        (key, value) ->
            tree.withObjectProperty(key.manager())
                .withObjectProperty(key.group())
                .set(key.field().key(), value));
    return tree.toString();
  }
}

package io.rayoperator.api.v1.validation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.rayoperator.api.v1.RayCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model of an object that is given as JSON, and what of the JSON does not fit into the model.
 *
 * <p>What does not fit is left out of the model, so that the rest can be checked, too. A whole
 * number fits however it is written: the API server takes {@code 1.0} for an integer.
 *
 * @param misfits one violation per field of a wrong type or with a number that is too large
 */
public record ModelBinding(RayCluster cluster, List<Violation> misfits) {

  static final Rule TYPE =
      Rule.error(
          "field-type",
          "KubeRay contract, Appendix A; Kubernetes",
          "Every field has the type that the API gives it, and numbers fit into 32 bits.",
          """
          spec:
            workerGroupSpecs:
              - groupName: workers
                replicas: 3000000000""");

  /** More than anybody corrects at once; each costs another attempt. */
  private static final int MAX_MISFITS = 20;

  private static final ObjectReader READER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(LogicalType.Textual, ModelBinding::onlyText)
          .build()
          .readerFor(RayCluster.class);

  private static void onlyText(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** Binds an object, however wrong it is. The argument is not changed. */
  public static ModelBinding of(JsonNode object) {
    try {
      return new ModelBinding(read(object), List.of());
    } catch (JsonMappingException e) {
      return withoutMisfits(WholeNumbers.in(object)); // only now: nearly every object fits
    }
  }

  /**
   * Takes out what does not fit, one field after the other.
   *
   * @param remaining is changed
   */
  private static ModelBinding withoutMisfits(JsonNode remaining) {
    Violations misfits = new Violations();
    while (true) {
      try {
        return new ModelBinding(read(remaining), misfits.list());
      } catch (JsonMappingException e) {
        boolean isOut = takeOut(remaining, e, misfits);
        if (!isOut || misfits.list().size() == MAX_MISFITS) {
          return new ModelBinding(new RayCluster(), misfits.list());
        }
      }
    }
  }

  private static RayCluster read(JsonNode object) throws JsonMappingException {
    try {
      RayCluster cluster = READER.readValue(object);
      return cluster == null ? new RayCluster() : cluster;
    } catch (JsonMappingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("A tree cannot be malformed", e);
    }
  }

  /** Notes the misfit and removes it; false if it is the object itself. */
  private static boolean takeOut(JsonNode object, JsonMappingException misfit, Violations found) {
    FieldPath path = FieldPath.ROOT;
    JsonNode parent = object;
    JsonNode node = object;
    JsonMappingException.@Nullable Reference last = null;
    for (JsonMappingException.Reference step : misfit.getPath()) {
      JsonNode child = child(node, step);
      if (child == null) {
        break; // a part of a value with a form of its own, such as a quantity
      }
      path =
          step.getFieldName() != null
              ? path.child(step.getFieldName())
              : path.index(step.getIndex());
      parent = node;
      node = child;
      last = step;
    }
    found.wrongType(TYPE, path, shown(node), expected(misfit));
    return last != null && remove(parent, last);
  }

  private static @Nullable JsonNode child(JsonNode node, JsonMappingException.Reference step) {
    return step.getFieldName() != null ? node.get(step.getFieldName()) : node.get(step.getIndex());
  }

  private static boolean remove(JsonNode parent, JsonMappingException.Reference step) {
    if (parent instanceof ObjectNode object) {
      object.remove(step.getFieldName());
      return true;
    }
    ((ArrayNode) parent)
        .setNull(step.getIndex()); // in place: the positions of the others must stay
    return true;
  }

  private static Object shown(JsonNode node) {
    return node.isTextual() ? node.textValue() : node;
  }

  private static String expected(JsonMappingException misfit) {
    Class<?> target =
        misfit instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (target == null) {
      return misfit.getOriginalMessage().contains("out of range")
          ? "must be a whole number of at most 32 bits"
          : "has the wrong type";
    }
    if (target == Integer.class
        || target == int.class
        || target == Long.class
        || target == long.class) {
      return "must be a whole number";
    }
    if (target == Boolean.class || target == boolean.class) {
      return "must be true or false";
    }
    if (target == String.class) {
      return "must be text; write it in quotes";
    }
    if (List.class.isAssignableFrom(target)) {
      return "must be a list";
    }
    return Map.class.isAssignableFrom(target) || !target.isPrimitive()
        ? "must be an object"
        : "has the wrong type";
  }
}

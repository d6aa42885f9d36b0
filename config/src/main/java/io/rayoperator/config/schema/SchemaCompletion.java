package io.rayoperator.config.schema;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.rayoperator.api.v1.ApiObject;
import io.rayoperator.api.v1.schema.AllowedValues;
import io.rayoperator.api.v1.schema.CountOrPercentage;
import io.rayoperator.api.v1.schema.DateTime;
import io.rayoperator.api.v1.schema.MapKeys;
import io.rayoperator.api.v1.schema.Opaque;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a Java type and its generated schema side by side and adds what the generator leaves out:
 * integer bounds, quantity syntax, the annotations of {@code io.rayoperator.api.v1.schema}, and the
 * rules of {@link KubernetesTypes}.
 */
public final class SchemaCompletion {

  /** The syntax of resource.Quantity, as KubeRay's schema has it, in half the bytes. */
  private static final String QUANTITY_SYNTAX =
      "^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?(\\d+(\\.\\d*)?|\\.\\d+))?$";

  private final ObjectMapper mapper = new ObjectMapper();

  /** Completes the schema of an object of the given type. */
  public void complete(JSONSchemaProps schema, Class<?> type) {
    object(schema, mapper.constructType(type));
  }

  private void object(JSONSchemaProps schema, JavaType type) {
    if (schema.getProperties() == null || schema.getProperties().isEmpty()) {
      return;
    }
    for (BeanPropertyDefinition property :
        mapper.getSerializationConfig().introspect(type).findProperties()) {
      JSONSchemaProps child = schema.getProperties().get(property.getName());
      if (child != null) {
        AnnotatedField field = property.getField();
        if (field != null) {
          annotations(schema, property.getName(), child, field);
          format(child, field);
        }
        value(SchemaRule.of(schema, property.getName()), property.getPrimaryType());
      }
    }
    KubernetesTypes.rulesOf(type.getRawClass()).forEach(rule -> rule.applyTo(schema));
  }

  private void value(JSONSchemaProps schema, JavaType type) {
    if (type.hasRawClass(Integer.class)) {
      schema.setMinimum(or(schema.getMinimum(), Integer.MIN_VALUE));
      schema.setMaximum(or(schema.getMaximum(), Integer.MAX_VALUE));
    } else if (type.hasRawClass(Quantity.class)) {
      intOrString(schema);
      schema.setPattern(QUANTITY_SYNTAX);
    } else if (type.hasRawClass(IntOrString.class)) {
      intOrString(schema);
    } else if (type.isCollectionLikeType()) {
      value(schema.getItems().getSchema(), type.getContentType());
    } else if (type.isMapLikeType()) {
      if (schema.getAdditionalProperties() != null) {
        value(schema.getAdditionalProperties().getSchema(), type.getContentType());
      }
    } else {
      object(schema, type);
    }
  }

  /** The generator says it twice; x-kubernetes-int-or-string is enough for the API server. */
  private static void intOrString(JSONSchemaProps schema) {
    schema.setAnyOf(List.of());
  }

  private static void annotations(
      JSONSchemaProps object, String name, JSONSchemaProps schema, AnnotatedField field) {
    on(
        field,
        AllowedValues.class,
        values ->
            schema.setEnum(
                Arrays.stream(values.value())
                    .map(JsonNodeFactory.instance::textNode)
                    .map(JsonNode.class::cast)
                    .toList()));
    on(field, MapKeys.class, keys -> SchemaRule.mergedBy(name, keys.value()).applyTo(object));
    on(field, DateTime.class, time -> text(schema).setFormat("date-time"));
    on(
        field,
        CountOrPercentage.class,
        amount -> {
          schema.setMinimum(0.0);
          schema.setMaximum((double) Integer.MAX_VALUE);
          schema.setPattern(CountOrPercentage.PERCENTAGE);
        });
    on(field, Opaque.class, opaque -> SchemaRule.anything(name).applyTo(object));
  }

  /** Documentation only, as the API server does not check it; so for our own fields alone. */
  private static void format(JSONSchemaProps schema, AnnotatedField field) {
    if (ApiObject.class.isAssignableFrom(field.getDeclaringClass())) {
      if (field.getRawType() == Integer.class) {
        schema.setFormat("int32");
      } else if (field.getRawType() == Long.class) {
        schema.setFormat("int64");
      }
    }
  }

  private static <A extends Annotation> void on(
      AnnotatedField field, Class<A> type, Consumer<A> action) {
    A annotation = field.getAnnotation(type);
    if (annotation != null) {
      action.accept(annotation);
    }
  }

  private static JSONSchemaProps text(JSONSchemaProps schema) {
    return schema.getAdditionalProperties() == null
        ? schema
        : schema.getAdditionalProperties().getSchema();
  }

  private static double or(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }
}

package io.rayoperator.conversion.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which fields a version of the CRD knows, and their defaults: the part of an OpenAPI schema that
 * decides what the API server prunes and adds.
 *
 * <p>JSON form, every key optional: {@code {"properties": {"name": schema}, "items": schema,
 * "additional": schema, "preserve": true, "default": value}}. A schema without any key is a leaf.
 * {@code preserve} is {@code x-kubernetes-preserve-unknown-fields}.
 *
 * @param properties the named fields of an object
 * @param items schema of the elements of a list, null if not a list
 * @param additional schema of the values of a map, null if not a map
 * @param preserve whether unknown fields survive here
 * @param defaultValue what the API server adds when the field is absent, null if nothing
 */
public record StructuralSchema(
    Map<String, StructuralSchema> properties,
    @Nullable StructuralSchema items,
    @Nullable StructuralSchema additional,
    boolean preserve,
    @Nullable JsonNode defaultValue) {

  /** Knows no field: whatever is below is pruned. */
  public static final StructuralSchema LEAF =
      new StructuralSchema(Map.of(), null, null, false, null);

  /** Keeps everything. */
  public static final StructuralSchema OPEN =
      new StructuralSchema(Map.of(), null, null, true, null);

  public StructuralSchema {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** Reads the JSON form; what is not understood counts as absent. */
  public static StructuralSchema parse(JsonNode json) {
    if (!json.isObject() || json.isEmpty()) {
      return LEAF;
    }
    Map<String, StructuralSchema> properties = new LinkedHashMap<>();
    json.path("properties")
        .properties()
        .forEach(e -> properties.put(e.getKey(), parse(e.getValue())));
    return new StructuralSchema(
        properties,
        json.has("items") ? parse(json.get("items")) : null,
        json.has("additional") ? parse(json.get("additional")) : null,
        json.path("preserve").asBoolean(false),
        json.get("default"));
  }

  /**
   * The schema of the RayCluster CRD, generated from the API classes.
   *
   * @param version {@code v1} or {@code v1alpha1}
   * @throws IllegalArgumentException if there is no schema of that version
   */
  public static StructuralSchema ofRayCluster(String version) {
    String resource = "/io/rayoperator/conversion/schema/" + version + ".json";
    try (InputStream in = StructuralSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no schema of version " + version);
      }
      return parse(new JsonMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /**
   * The schema of a field of an object or map; a leaf if it is unknown, open if unknown fields
   * survive here.
   */
  public StructuralSchema field(String name) {
    StructuralSchema property = properties.get(name);
    if (property != null) {
      return property;
    }
    if (additional != null) {
      return additional;
    }
    return preserve ? OPEN : LEAF;
  }

  /**
   * The schema of list elements; a leaf if this is not a list, open if unknown fields survive here.
   */
  public StructuralSchema elements() {
    if (items != null) {
      return items;
    }
    return preserve ? OPEN : LEAF;
  }

  /**
   * The schema at the end of a path of field names; {@code []} steps into the elements of a list.
   */
  public StructuralSchema at(String... path) {
    StructuralSchema schema = this;
    for (String step : path) {
      schema = step.equals("[]") ? schema.elements() : schema.field(step);
    }
    return schema;
  }

  /** Whether everything survives here, whatever it is. */
  boolean isOpen() {
    return preserve && properties.isEmpty() && items == null && additional == null;
  }

  /** This schema without some of its named fields. */
  public StructuralSchema without(Collection<String> names) {
    Map<String, StructuralSchema> kept = new LinkedHashMap<>(properties);
    kept.keySet().removeAll(names);
    return new StructuralSchema(kept, items, additional, preserve, defaultValue);
  }

  /** This schema with one named field replaced or added. */
  public StructuralSchema with(String name, StructuralSchema schema) {
    Map<String, StructuralSchema> changed = new LinkedHashMap<>(properties);
    changed.put(name, schema);
    return new StructuralSchema(changed, items, additional, preserve, defaultValue);
  }

  /** The same fields without their defaults. */
  public StructuralSchema withoutDefaults() {
    Map<String, StructuralSchema> plain = new LinkedHashMap<>(properties);
    plain.replaceAll((name, schema) -> schema.withoutDefaults());
    UnaryOperator<@Nullable StructuralSchema> strip =
        schema -> schema == null ? null : schema.withoutDefaults();
    return new StructuralSchema(plain, strip.apply(items), strip.apply(additional), preserve, null);
  }
}

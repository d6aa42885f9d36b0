package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.StructuralSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Random values that follow a schema, mostly: now and then a value has the wrong type, is null or
 * empty, or a field is unknown. Everything follows from the seed.
 */
final class RandomJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "cpu",
          "gpu",
          "head",
          "worker",
          "headgroup",
          "group-1",
          "gpu-2",
          "true",
          "0",
          "null",
          " padded ",
          "日本語",
          "ключ 🚀",
          "line\nbreak\t\"quoted\"",
          "*",
          "*2",
          "*head",
          "*ray",
          "*2:gpu",
          "+",
          "[]",
          ".",
          "ray.io/cluster",
          "a.b/c[0]",
          "500m",
          "1Gi",
          "1.50",
          "1e3",
          "0x10",
          "100%",
          "\u0000\u001f",
          "x".repeat(253));

  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c",
          "cpu",
          "gpu",
          "small-group",
          "medium-group",
          "ray-worker",
          "x1",
          "y-2",
          "Upper",
          "dot.ted");

  private static final Map<String, String> LIST_KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "containerEnv", "name",
          "volumes", "name",
          "volumeMounts", "mountPath",
          "workerGroupSpecs", "groupName",
          "workerNodeSpec", "groupName",
          "workerGroupsSpec", "groupName",
          "conditions", "type");

  private final SplittableRandom random;
  private final boolean tidy;

  RandomJson(SplittableRandom random) {
    this(random, false);
  }

  private RandomJson(SplittableRandom random, boolean tidy) {
    this.random = random;
    this.tidy = tidy;
  }

  /** The same randomness, but every value has its type and every name in a list is unique. */
  RandomJson tidy() {
    return new RandomJson(random, true);
  }

  /** True once in {@code n} times. */
  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  <T> List<T> shuffled(List<T> values) {
    List<T> copy = new ArrayList<>(values);
    Collections.shuffle(copy, new Random(random.nextLong()));
    return copy;
  }

  String text() {
    return oneIn(20) ? "r" + random.nextInt(1_000_000) : oneOf(TEXTS);
  }

  String name() {
    return oneIn(4) ? "n" + random.nextInt(100) : oneOf(NAMES);
  }

  JsonNode scalar() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> TextNode.valueOf(text());
      case 5, 6 -> JSON.numberNode(random.nextInt(5));
      case 7 -> JSON.numberNode(oneOf(List.of(-1, 8080, 6379, Integer.MAX_VALUE)));
      case 8 -> JSON.numberNode(oneOf(List.of(3_000_000_000L, Long.MIN_VALUE)));
      case 9 ->
          JSON.numberNode(
              oneOf(
                  List.of(new BigDecimal("1.5"), new BigDecimal("0.25"), new BigDecimal("1E+2"))));
      case 10 -> JSON.booleanNode(random.nextBoolean());
      default -> NullNode.instance;
    };
  }

  /** Anything, a few levels deep. */
  JsonNode any(int depth) {
    int kind = depth <= 0 ? 0 : random.nextInt(4);
    return switch (kind) {
      case 1 -> {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(oneIn(3) ? text() : name(), any(depth - 1));
        }
        yield object;
      }
      case 2 -> {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(any(depth - 1));
        }
        yield array;
      }
      default -> scalar();
    };
  }

  /** A value of a schema. */
  JsonNode of(StructuralSchema schema, String name, int depth) {
    if (!tidy && oneIn(60)) {
      return any(2);
    }
    if (!schema.properties().isEmpty()) {
      return object(schema, depth);
    }
    if (schema.items() != null) {
      return list(schema.items(), name, depth);
    }
    if (schema.additional() != null) {
      return map(schema.additional(), name, depth);
    }
    return schema.preserve() ? any(2) : leaf(name);
  }

  private JsonNode leaf(String name) {
    if (!tidy && oneIn(12)) {
      return scalar();
    }
    return switch (name) {
      case "replicas",
          "minReplicas",
          "maxReplicas",
          "numOfHosts",
          "priority",
          "size",
          "containerPort",
          "port" ->
          JSON.numberNode(random.nextInt(4));
      case "image", "command", "serviceAccountName", "groupName", "name", "mountPath", "type" ->
          TextNode.valueOf(name());
      case "protocol" -> TextNode.valueOf(oneOf(List.of("TCP", "UDP")));
      default -> tidy ? TextNode.valueOf(text()) : scalar();
    };
  }

  private ObjectNode object(StructuralSchema schema, int depth) {
    ObjectNode object = JSON.objectNode();
    int fields = schema.properties().size();
    int count = depth <= 0 ? random.nextInt(2) : Math.min(fields, 1 + random.nextInt(4));
    for (int i = 0; i < count; i++) {
      String field =
          schema.properties().keySet().stream().skip(random.nextInt(fields)).iterator().next();
      object.set(field, of(schema.field(field), field, depth - 1));
    }
    if (!tidy && oneIn(40)) {
      object.set("unknownField" + random.nextInt(3), any(2));
    }
    return object;
  }

  private ArrayNode list(StructuralSchema items, String name, int depth) {
    ArrayNode list = JSON.arrayNode();
    int count = depth <= 0 ? random.nextInt(2) : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      list.add(element(items, name, depth));
    }
    return list;
  }

  /**
   * An element of a list, with the field that identifies it; usually another one than its
   * neighbours'.
   */
  JsonNode element(StructuralSchema items, String list, int depth) {
    JsonNode element = of(items, list, depth - 1);
    String key = LIST_KEYS.get(list);
    if (key != null && element instanceof ObjectNode object && (tidy || !oneIn(30))) {
      object.put(key, tidy ? "u" + random.nextInt(1_000_000) : oneIn(20) ? text() : name());
    }
    return element;
  }

  private ObjectNode map(StructuralSchema values, String name, int depth) {
    ObjectNode map = JSON.objectNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.set(oneIn(3) ? text() : name(), of(values, name, depth - 1));
    }
    return map;
  }

  /**
   * Puts a value at a path of a schema, creating what leads there; {@code []} is some element of a
   * list.
   */
  void force(ObjectNode root, StructuralSchema schema, List<String> path) {
    JsonNode parent = root;
    for (int i = 0; i < path.size(); i++) {
      String step = path.get(i);
      String name = step.equals("[]") ? path.get(i - 1) : step;
      schema = step.equals("[]") ? schema.elements() : schema.field(step);
      boolean last = i + 1 == path.size();
      JsonNode existing = step.equals("[]") ? parent.get(0) : parent.get(step);
      boolean list = !last && path.get(i + 1).equals("[]");
      JsonNode child = last ? of(schema, name, 1) : list ? JSON.arrayNode() : JSON.objectNode();
      if (!last && existing != null && existing.getNodeType() == child.getNodeType()) {
        parent = existing;
        continue;
      }
      if (parent instanceof ArrayNode array) {
        String key = LIST_KEYS.get(name);
        if (key != null && child instanceof ObjectNode object && !last) {
          object.put(key, name());
        }
        array.insert(0, child);
      } else if (parent instanceof ObjectNode object) {
        object.set(step, child);
      }
      parent = child;
    }
  }

  /** Every path of a schema. */
  static List<List<String>> paths(StructuralSchema schema) {
    List<List<String>> paths = new ArrayList<>();
    collect(schema, List.of(), paths);
    return paths;
  }

  private static void collect(StructuralSchema schema, List<String> at, List<List<String>> paths) {
    if (!at.isEmpty()) {
      paths.add(at);
    }
    schema.properties().forEach((name, child) -> collect(child, append(at, name), paths));
    if (schema.items() != null) {
      collect(schema.items(), append(at, "[]"), paths);
    }
    if (schema.additional() != null) {
      collect(schema.additional(), append(at, "some-key"), paths);
    }
  }

  private static List<String> append(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }
}

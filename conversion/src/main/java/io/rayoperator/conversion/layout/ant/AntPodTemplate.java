package io.rayoperator.conversion.layout.ant;

import static com.fasterxml.jackson.databind.node.JsonNodeType.ARRAY;
import static com.fasterxml.jackson.databind.node.JsonNodeType.OBJECT;
import static com.fasterxml.jackson.databind.node.JsonNodeType.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.SchemaBridge;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.FieldMove;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of an Ant group that v1 keeps in the pod template. */
final class AntPodTemplate {
  /** An object in a v1 group, by its path. */
  private enum Place {
    METADATA,
    POD,
    CONTAINER;

    List<String> path() {
      return switch (this) {
        case METADATA -> List.of("template", "metadata");
        case POD -> List.of("template", "spec");
        case CONTAINER -> List.of("template", "spec", "containers", "0");
      };
    }
  }

  /** Fields that go elsewhere unchanged. */
  private static final List<Row> TABLE =
      List.of(
          inMetadata("labels", OBJECT),
          inMetadata("annotations", OBJECT),
          inPod("affinity", OBJECT),
          inPod("nodeSelector", OBJECT),
          inPod("serviceAccountName", STRING),
          inPod("tolerations", ARRAY),
          inPod("volumes", ARRAY),
          inContainer("image", "image", STRING),
          inContainer("resources", "resources", OBJECT),
          inContainer("containerEnv", "env", ARRAY),
          inContainer("volumeMounts", "volumeMounts", ARRAY),
          inContainer("ports", "ports", ARRAY));

  /** What a row of the table does not say. */
  private static final Map<String, String> REMARKS =
      Map.of(
          "containerEnv",
          "followed by NAMESPACE, CLUSTER_NAME and MY_POD_IP, which Ant's operator added, unless the"
              + " list has them",
          "ports",
          "if absent, redis 6379 and http-server 30021, which Ant's operator opened on every pod");

  /** Ant ran {@code /bin/bash -c -- <command>}. */
  private static final List<String> SHELL = List.of("/bin/bash", "-c", "--");

  /** Tells the operator to run the container's command as it is (KubeRay contract §2.6). */
  private static final String VERBATIM = "ray.io/overwrite-container-cmd";

  /**
   * @param field its name in Ant's layout
   * @param place the object that holds it in a v1 group
   * @param name its name there
   * @param type only values of this type have a place there
   */
  private record Row(String field, Place place, String name, JsonNodeType type) {}

  private static Row inMetadata(String field, JsonNodeType type) {
    return new Row(field, Place.METADATA, field, type);
  }

  private static Row inPod(String field, JsonNodeType type) {
    return new Row(field, Place.POD, field, type);
  }

  private static Row inContainer(String field, String name, JsonNodeType type) {
    return new Row(field, Place.CONTAINER, name, type);
  }

  /** A row with the schemas at both ends. */
  private record Move(Row row, SchemaBridge up, SchemaBridge down) {}

  private final List<Move> moves;
  private final ArrayNode impliedPorts;

  /**
   * @param group schema of an element of {@code extensions}
   * @param hubGroup schema of a worker group of v1
   */
  AntPodTemplate(StructuralSchema group, StructuralSchema hubGroup) {
    moves = TABLE.stream().map(row -> move(row, group, hubGroup)).toList();
    StructuralSchema ports = schemaAt(hubGroup, Place.CONTAINER).field("ports");
    impliedPorts =
        (ArrayNode) SchemaBridge.between(StructuralSchema.OPEN, ports).apply(ImpliedByAnt.ports());
  }

  private static Move move(Row row, StructuralSchema group, StructuralSchema hubGroup) {
    StructuralSchema ant = group.field(row.field);
    StructuralSchema hub = schemaAt(hubGroup, row.place).field(row.name);
    return new Move(row, SchemaBridge.between(ant, hub), SchemaBridge.between(hub, ant));
  }

  private static StructuralSchema schemaAt(StructuralSchema schema, Place place) {
    for (String step : place.path()) {
      schema = step.equals("0") ? schema.elements() : schema.field(step);
    }
    return schema;
  }

  /** The rows of everything that goes to the pod template. */
  static List<FieldMove> fieldMoves() {
    List<FieldMove> moves = new ArrayList<>();
    moves.add(
        toBothGroups(
                "extensions[].command",
                dotted(Place.CONTAINER) + ".command",
                dotted(Place.CONTAINER) + ".args",
                dotted(Place.METADATA) + ".annotations",
                "rayStartParams")
            .as(
                "runs as it is: command is "
                    + String.join(" ", SHELL)
                    + ", args is the text, and the annotation "
                    + VERBATIM
                    + " keeps the operator from changing it; rayStartParams lists the options of the"
                    + " last ray start in it, for information"));
    for (Row row : TABLE) {
      moves.add(
          toBothGroups("extensions[]." + row.field, dotted(row.place) + "." + row.name)
              .as(REMARKS.getOrDefault(row.field, "")));
    }
    return moves;
  }

  /** The row of a field that goes to the Ray container of every group. */
  static FieldMove toContainers(String field, String name) {
    return toBothGroups(field, dotted(Place.CONTAINER) + "." + name);
  }

  private static FieldMove toBothGroups(String field, String... inGroup) {
    return FieldMove.to(
        field,
        Stream.of("headGroupSpec.", "workerGroupSpecs[].")
            .flatMap(group -> Stream.of(inGroup).map(group::concat))
            .toArray(String[]::new));
  }

  private static String dotted(Place place) {
    return String.join(".", place.path()).replace(".0", "[0]");
  }

  /** What the groups of an object inherit. */
  Inherited inherited(ObjectNode spec) {
    return Inherited.of(spec, impliedPorts.deepCopy());
  }

  /**
   * Names that come from the group as a whole.
   *
   * @param pod null if the operator chooses it
   */
  record Names(@Nullable String pod, String container) {}

  /** Adds the pod template to a v1 group. */
  void up(ObjectNode group, Names names, Inherited inherited, ObjectNode hubGroup) {
    Parts parts = Parts.create(names.container);
    if (names.pod != null) {
      parts.metadata.put("name", names.pod);
    }
    for (Move move : moves) {
      JsonNode value = group.get(move.row.field);
      if (value != null && value.getNodeType() == move.row.type) {
        parts.at(move.row.place).set(move.row.name, move.up.apply(value));
      }
    }
    ObjectNode container = parts.container;
    if (inherited.defaultImage() != null) {
      container.putIfAbsent("image", inherited.defaultImage());
    }
    if (inherited.pullPolicy() != null) {
      container.set("imagePullPolicy", inherited.pullPolicy());
    }
    container.putIfAbsent("ports", inherited.ports());
    container.set("env", withImpliedEnv(Trees.array(container, "env"), inherited.env()));
    JsonNode command = group.get("command");
    if (command != null && command.isTextual()) {
      SHELL.forEach(container.putArray("command")::add);
      container.putArray("args").add(command);
      parts.metadata.set("annotations", verbatim(Trees.object(parts.metadata, "annotations")));
    }
    hubGroup.set("template", parts.template());
  }

  /** The parts of one pod template. */
  private record Parts(ObjectNode metadata, ObjectNode pod, ObjectNode container) {
    static Parts create(String containerName) {
      CompactNodes json = CompactNodes.INSTANCE;
      ObjectNode container = CompactNodes.INSTANCE.objectNode().put("name", containerName);
      return new Parts(json.objectNode(), json.objectNode(), container);
    }

    /** The parts of a v1 group; empty objects stand for those that it has not. */
    static Parts of(ObjectNode hubGroup) {
      ObjectNode template = Trees.object(hubGroup, "template");
      ObjectNode pod = Trees.object(template, "spec");
      ArrayNode containers = Trees.array(pod, "containers");
      JsonNode container = containers == null ? null : containers.get(0);
      return new Parts(
          orEmpty(Trees.object(template, "metadata")), orEmpty(pod), orEmpty(container));
    }

    private static ObjectNode orEmpty(@Nullable JsonNode node) {
      return node instanceof ObjectNode object ? object : CompactNodes.INSTANCE.objectNode();
    }

    ObjectNode at(Place place) {
      return switch (place) {
        case METADATA -> metadata;
        case POD -> pod;
        case CONTAINER -> container;
      };
    }

    ObjectNode template() {
      ObjectNode template = CompactNodes.INSTANCE.objectNode();
      if (!metadata.isEmpty()) {
        template.set("metadata", metadata);
      }
      pod.putArray("containers").add(container);
      template.set("spec", pod);
      return template;
    }
  }

  /**
   * The variables that Ant added to every container; one that the user has defined stays the
   * user's.
   */
  private static ArrayNode withImpliedEnv(
      @Nullable ArrayNode env, Map<String, ObjectNode> implied) {
    Map<String, ObjectNode> missing = new LinkedHashMap<>(implied);
    ArrayNode result = env == null ? CompactNodes.INSTANCE.arrayNode() : Trees.copy(env);
    for (JsonNode variable : result) {
      missing.remove(Trees.text(variable, "name"));
    }
    return result.addAll(missing.values());
  }

  private static ObjectNode verbatim(@Nullable ObjectNode annotations) {
    ObjectNode result =
        annotations == null ? CompactNodes.INSTANCE.objectNode() : Trees.copy(annotations);
    if (!result.has(VERBATIM)) {
      result.put(VERBATIM, "true");
    }
    return result;
  }

  /** Adds to an Ant group what it can say of a v1 group's pod template. */
  void down(ObjectNode hubGroup, ObjectNode group) {
    Parts parts = Parts.of(hubGroup);
    for (Move move : moves) {
      JsonNode value = parts.at(move.row.place).get(move.row.name);
      if (value != null && value.getNodeType() == move.row.type) {
        group.set(move.row.field, move.down.apply(value));
      }
    }
    JsonNode command = command(parts.container);
    if (command != null) {
      group.set("command", command);
    }
    takeAwayVerbatim(group);
    takeAwayImpliedEnv(group);
    if (impliedPorts.equals(group.get("ports"))) {
      group.remove("ports");
    }
  }

  /** The pull policy of the Ray container of a v1 group, null if it has none. */
  static @Nullable JsonNode pullPolicy(ObjectNode hubGroup) {
    JsonNode policy = Parts.of(hubGroup).container.get("imagePullPolicy");
    return policy != null && policy.isTextual() ? policy : null;
  }

  private static @Nullable JsonNode command(ObjectNode container) {
    ArrayNode command = Trees.array(container, "command");
    ArrayNode args = Trees.array(container, "args");
    if (command == null || args == null || command.size() != SHELL.size() || args.size() != 1) {
      return null;
    }
    for (int i = 0; i < SHELL.size(); i++) {
      if (!SHELL.get(i).equals(command.get(i).textValue())) {
        return null;
      }
    }
    return args.get(0).isTextual() ? args.get(0) : null;
  }

  private static void takeAwayVerbatim(ObjectNode group) {
    ObjectNode annotations = Trees.object(group, "annotations");
    if (annotations != null && "true".equals(Trees.text(annotations, VERBATIM))) {
      ObjectNode rest = Trees.copy(annotations);
      rest.remove(VERBATIM);
      setUnlessEmpty(group, "annotations", rest);
    }
  }

  private static void takeAwayImpliedEnv(ObjectNode group) {
    ArrayNode env = Trees.array(group, "containerEnv");
    if (env == null) {
      return;
    }
    ArrayNode rest = CompactNodes.INSTANCE.arrayNode(env.size());
    for (JsonNode variable : env) {
      if (!ImpliedByAnt.isImplied(variable)) {
        rest.add(variable);
      }
    }
    if (rest.size() < env.size()) {
      setUnlessEmpty(group, "containerEnv", rest);
    }
  }

  private static void setUnlessEmpty(ObjectNode group, String field, JsonNode value) {
    if (value.isEmpty()) {
      group.remove(field);
    } else {
      group.set(field, value);
    }
  }

  /**
   * The path in an Ant group of a field of a v1 group.
   *
   * @return a path that starts at the top of the spec if the group inherits the field; null if
   *     there is no place for it
   */
  @Nullable List<String> fieldInGroup(JsonNode group, List<String> path) {
    if (path.isEmpty() || isPrefixOf(path, Place.CONTAINER.path())) {
      return List.of();
    }
    switch (path.get(0)) {
      case "groupName" -> {
        return List.of("groupName");
      }
      case "replicas" -> {
        return List.of(group.has("size") && !group.has("replicas") ? "size" : "replicas");
      }
      case "rayStartParams" -> {
        return List.of("command");
      }
      default -> {
        return fieldOfTemplate(group, path);
      }
    }
  }

  private @Nullable List<String> fieldOfTemplate(JsonNode group, List<String> path) {
    if (isPrefixOf(Place.CONTAINER.path(), path)) {
      switch (path.get(Place.CONTAINER.path().size())) {
        case "name" -> {
          return List.of("type");
        }
        case "command", "args" -> {
          return List.of("command");
        }
        case "imagePullPolicy" -> {
          return List.of("imagePullPolicy");
        }
        case "image" -> {
          return group.has("image") ? List.of("image") : List.of("images", "defaultImage");
        }
        default -> {
          // One of the moves, or nothing.
        }
      }
    }
    for (Row row : TABLE) {
      List<String> place = Stream.concat(row.place.path().stream(), Stream.of(row.name)).toList();
      if (isPrefixOf(place, path)) {
        List<String> inGroup = new ArrayList<>(List.of(row.field));
        inGroup.addAll(path.subList(place.size(), path.size()));
        return inGroup;
      }
    }
    return null;
  }

  private static boolean isPrefixOf(List<String> prefix, List<String> path) {
    return prefix.size() <= path.size() && path.subList(0, prefix.size()).equals(prefix);
  }
}

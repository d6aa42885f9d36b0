package io.rayoperator.conversion.layout.bytedance;

import static com.fasterxml.jackson.databind.node.JsonNodeType.BOOLEAN;
import static com.fasterxml.jackson.databind.node.JsonNodeType.OBJECT;
import static com.fasterxml.jackson.databind.node.JsonNodeType.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.SchemaBridge;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.FieldMove;
import io.rayoperator.conversion.layout.GroupDefaults;
import io.rayoperator.conversion.layout.GroupLists;
import io.rayoperator.conversion.layout.GroupPaths;
import io.rayoperator.conversion.layout.ImpliedVariables;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.layout.PodCounters;
import io.rayoperator.conversion.layout.PodTemplates;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A head and groups of workers with pod templates, as in v1, under other names; {@link #moves()}
 * has every field.
 *
 * <p>Where the old operator did something else than its manifests say, or v1 would:
 *
 * <ul>
 *   <li>{@code serviceType} is honoured; absent it means NodePort, because that is what every user
 *       got. So a v1 head without one, whose Service is a ClusterIP, shows {@code ClusterIP}.
 *   <li>The head Service is called {@code <cluster>-head} ({@link ByteDanceHeadService}).
 *   <li>{@code command} and {@code args} of the Ray container never ran: the operator put its own
 *       in their place. They stay in the residual, and those of a v1 object are not shown.
 *   <li>The variables that containers got are written out ({@link ImpliedByByteDance}); their port
 *       is the head's, where the old operator took it from the worker's own parameters, with which
 *       no worker would have found a head that listens elsewhere.
 *   <li>{@code address} of workers, {@code --block} and the limit of open files are not written:
 *       the operator adds the same to every v1 object.
 *   <li>{@code autoscalingEnabled} did nothing, and does what it says.
 *   <li>Labels and annotations of a template were dropped by the old definition, and count.
 *   <li>{@code groupName} stays as it is, also when it is empty or there twice: such groups never
 *       worked, as they shared their pods, so admission refuses them.
 * </ul>
 */
public final class ByteDanceConverter implements LayoutConverter {
  private static final TextNode NODE_PORT = TextNode.valueOf("NodePort");
  private static final TextNode CLUSTER_IP = TextNode.valueOf("ClusterIP");
  private static final List<String> REPLACED_BY_OPERATOR = List.of("command", "args");
  private static final List<String> NUMBERS = List.of("replicas", "minReplicas", "maxReplicas");

  private final SchemaBridge headTemplate;
  private final SchemaBridge workerTemplate;
  private final GroupDefaults workerDefaults;

  /**
   * @param spoke schema of the v1alpha1 spec
   * @param hub schema of the v1 spec
   */
  public ByteDanceConverter(StructuralSchema spoke, StructuralSchema hub) {
    StructuralSchema workerGroup = hub.at("workerGroupSpecs", "[]");
    headTemplate =
        SchemaBridge.between(
            spoke.at("headNodeSpec", "template"), hub.at("headGroupSpec", "template"));
    workerTemplate =
        SchemaBridge.between(
            spoke.at("workerNodeSpec", "[]", "template"), workerGroup.field("template"));
    workerDefaults = GroupDefaults.of(workerGroup);
  }

  @Override
  public ObjectNode up(ObjectNode spec, @Nullable String clusterName) {
    ObjectNode hub = CompactNodes.INSTANCE.objectNode();
    move(spec, "rayVersion", hub, "rayVersion", STRING);
    move(spec, "autoscalingEnabled", hub, "enableInTreeAutoscaling", BOOLEAN);
    ObjectNode headNode = Trees.object(spec, "headNodeSpec");
    ObjectNode head = headNode == null ? null : headUp(headNode, clusterName);
    ImpliedByByteDance implied = ImpliedByByteDance.of(head);
    if (head != null) {
      changeTemplate(head, container -> containerUp(container, implied.ofHead(head)), c -> c);
      hub.set("headGroupSpec", head);
    }
    GroupLists.move(
        spec, "workerNodeSpec", hub, "workerGroupSpecs", group -> workerUp(group, implied));
    return hub;
  }

  private ObjectNode headUp(ObjectNode headNode, @Nullable String clusterName) {
    ObjectNode head = CompactNodes.INSTANCE.objectNode();
    if (clusterName != null) {
      head.set("headService", ByteDanceHeadService.of(clusterName));
    }
    String serviceType = Trees.text(headNode, "serviceType");
    head.set(
        "serviceType",
        serviceType == null || serviceType.isEmpty() ? NODE_PORT : headNode.get("serviceType"));
    move(headNode, "params", head, "rayStartParams", OBJECT);
    ObjectNode template = Trees.object(headNode, "template");
    if (template != null) {
      head.set("template", headTemplate.apply(template));
    }
    return head;
  }

  private ObjectNode workerUp(ObjectNode group, ImpliedByByteDance implied) {
    ObjectNode worker = CompactNodes.INSTANCE.objectNode();
    move(group, "groupName", worker, "groupName", STRING);
    moveNumbers(group, worker);
    workerDefaults.addTo(worker);
    move(group, "params", worker, "rayStartParams", OBJECT);
    ObjectNode template = Trees.object(group, "template");
    if (template != null) {
      worker.set("template", workerTemplate.apply(template));
      ImpliedVariables variables = implied.ofWorkers(worker);
      changeTemplate(
          worker,
          container -> containerUp(container, variables),
          implied.ofInitContainers()::addTo);
    }
    return worker;
  }

  private static ObjectNode containerUp(ObjectNode container, ImpliedVariables variables) {
    return variables.addTo(withoutCommand(container));
  }

  @Override
  public ObjectNode down(ObjectNode spec) {
    ObjectNode shown = CompactNodes.INSTANCE.objectNode();
    move(spec, "rayVersion", shown, "rayVersion", STRING);
    move(spec, "enableInTreeAutoscaling", shown, "autoscalingEnabled", BOOLEAN);
    ObjectNode head = Trees.object(spec, "headGroupSpec");
    ImpliedByByteDance implied = ImpliedByByteDance.of(head);
    if (head != null) {
      shown.set("headNodeSpec", headDown(head, implied.ofHead(head)));
    }
    GroupLists.move(
        spec, "workerGroupSpecs", shown, "workerNodeSpec", group -> workerDown(group, implied));
    return shown;
  }

  private static ObjectNode headDown(ObjectNode head, ImpliedVariables variables) {
    ObjectNode headNode = CompactNodes.INSTANCE.objectNode();
    String serviceType = Trees.text(head, "serviceType");
    headNode.set(
        "serviceType",
        serviceType == null || serviceType.isEmpty() ? CLUSTER_IP : head.get("serviceType"));
    move(head, "rayStartParams", headNode, "params", OBJECT);
    move(head, "template", headNode, "template", OBJECT);
    changeTemplate(headNode, container -> variables.takeFrom(withoutCommand(container)), c -> c);
    return headNode;
  }

  private static ObjectNode workerDown(ObjectNode worker, ImpliedByByteDance implied) {
    ObjectNode group = CompactNodes.INSTANCE.objectNode();
    move(worker, "groupName", group, "groupName", STRING);
    moveNumbers(worker, group);
    move(worker, "rayStartParams", group, "params", OBJECT);
    move(worker, "template", group, "template", OBJECT);
    ImpliedVariables variables = implied.ofWorkers(worker);
    changeTemplate(
        group,
        container -> variables.takeFrom(withoutCommand(container)),
        implied.ofInitContainers()::takeFrom);
    return group;
  }

  private static ObjectNode withoutCommand(ObjectNode container) {
    return container.has("command") || container.has("args")
        ? Trees.copy(container).remove(REPLACED_BY_OPERATOR)
        : container;
  }

  private static void changeTemplate(
      ObjectNode group,
      UnaryOperator<ObjectNode> rayContainer,
      UnaryOperator<ObjectNode> initContainer) {
    ObjectNode template = Trees.object(group, "template");
    if (template != null) {
      group.set("template", PodTemplates.changed(template, rayContainer, initContainer));
    }
  }

  private static void moveNumbers(ObjectNode from, ObjectNode to) {
    for (String field : NUMBERS) {
      JsonNode value = from.get(field);
      if (value != null && value.isIntegralNumber()) {
        to.set(field, value);
      }
    }
  }

  private static void move(
      ObjectNode from, String field, ObjectNode to, String otherField, JsonNodeType type) {
    JsonNode value = from.get(field);
    if (value != null && value.getNodeType() == type) {
      to.set(otherField, value);
    }
  }

  @Override
  public ObjectNode statusDown(ObjectNode status, ObjectNode hubStatus) {
    ObjectNode shown = Trees.copy(status);
    setIfKnown(shown, "availableReplicas", PodCounters.available(hubStatus));
    // The old operator wrote the sum of maxReplicas here; what it meant was this.
    setIfKnown(shown, "desiredReplicas", PodCounters.number(hubStatus, "desiredWorkerReplicas"));
    setIfKnown(shown, "minimumReplicas", PodCounters.number(hubStatus, "minWorkerReplicas"));
    setIfKnown(shown, "maximumReplicas", PodCounters.number(hubStatus, "maxWorkerReplicas"));
    return shown;
  }

  private static void setIfKnown(ObjectNode status, String field, @Nullable JsonNode value) {
    if (value != null) {
      status.set(field, value);
    }
  }

  @Override
  public @Nullable List<String> pathInLayout(
      ObjectNode written, ObjectNode hub, List<String> path) {
    if (path.isEmpty()) {
      return path;
    }
    return switch (path.get(0)) {
      case "rayVersion" -> path;
      case "enableInTreeAutoscaling" -> List.of("autoscalingEnabled");
      case "headGroupSpec" -> {
        List<String> field = fieldOfGroup(path.subList(1, path.size()));
        yield field == null
            ? null
            : GroupPaths.existing(written, GroupPaths.joined(List.of("headNodeSpec"), field));
      }
      case "workerGroupSpecs" -> {
        List<String> field =
            fieldOfGroup(path.size() < 2 ? List.of() : path.subList(2, path.size()));
        yield field == null
            ? null
            : GroupPaths.existing(
                written,
                GroupPaths.joined(GroupPaths.ofGroup(written, "workerNodeSpec", hub, path), field));
      }
      default -> null;
    };
  }

  private static @Nullable List<String> fieldOfGroup(List<String> path) {
    if (path.isEmpty()) {
      return path;
    }
    return switch (path.get(0)) {
      case "rayStartParams" -> GroupPaths.joined(List.of("params"), path.subList(1, path.size()));
      case "groupName", "replicas", "minReplicas", "maxReplicas", "serviceType", "template" -> path;
      default -> null;
    };
  }

  @Override
  public List<FieldMove> moves() {
    String head = "headGroupSpec";
    String group = "workerGroupSpecs[]";
    String neverRan =
        "; its command and args, which the old operator replaced, stay in the residual and do not run";
    return List.of(
        FieldMove.same("rayVersion"),
        FieldMove.to("autoscalingEnabled", "enableInTreeAutoscaling"),
        FieldMove.to("headNodeSpec", head + ".headService.metadata.name")
            .as("a head Service called <cluster>-head, as workers know it"),
        FieldMove.to("headNodeSpec.params", head + ".rayStartParams")
            .as(
                "port and redis-password are also what RAY_HEAD_SERVICE_PORT (6379 if absent) and"
                    + " REDIS_PASSWORD say in Ray containers"),
        FieldMove.to("headNodeSpec.serviceType", head + ".serviceType").as("absent means NodePort"),
        FieldMove.to("headNodeSpec.template", head + ".template")
            .as(
                "the Ray container gets RAY_HEAD_SERVICE_IP=127.0.0.1 unless the user set it"
                    + neverRan),
        FieldMove.to("workerNodeSpec[].groupName", group + ".groupName"),
        FieldMove.to("workerNodeSpec[].replicas", group + ".replicas"),
        FieldMove.to("workerNodeSpec[].minReplicas", group + ".minReplicas"),
        FieldMove.to("workerNodeSpec[].maxReplicas", group + ".maxReplicas"),
        FieldMove.to("workerNodeSpec[].params", group + ".rayStartParams")
            .as("redis-password is also what REDIS_PASSWORD says in the Ray container"),
        FieldMove.to("workerNodeSpec[].template", group + ".template")
            .as(
                "the Ray container and all init containers get RAY_HEAD_SERVICE_IP=<cluster>-head"
                    + " unless the user set it; of the Ray container"
                    + neverRan.substring(";".length())));
  }
}

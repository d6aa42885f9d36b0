package io.rayoperator.conversion.layout.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.SchemaBridge;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.FieldMove;
import io.rayoperator.conversion.layout.GroupLists;
import io.rayoperator.conversion.layout.GroupPaths;
import io.rayoperator.conversion.layout.ImpliedVariables;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.layout.PodCounters;
import io.rayoperator.conversion.layout.PodTemplates;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * KubeRay's layout before it was KubeRay's: the head Service stands at the top, and worker groups
 * are {@code workerGroupsSpec}; {@link #moves()} has every field.
 *
 * <p>Where the old operator did something else than its manifests say, or v1 would:
 *
 * <ul>
 *   <li>{@code headService} was renamed and made headless ({@link MicrosoftHeadService}).
 *   <li>{@code command} and {@code args} of the Ray container ran after Ray had started, and still
 *       do ({@link UserCommand}).
 *   <li>The variables that containers got are written out where v1 has none of that name and value
 *       ({@link ImpliedByMicrosoft}).
 *   <li>{@code address} of workers and the limit of open files are not written: the operator adds
 *       the same to every v1 object.
 *   <li>{@code headGroupSpec.replicas} is kept and ignored, as in v1: one head ever worked.
 *   <li>{@code groupName} stays as it is, also when it is empty or there twice: such groups never
 *       worked, as they shared their pods, so admission refuses them.
 *   <li>A {@code headService} in the head group, which is KubeRay's place for it, counts if there
 *       is none at the top.
 * </ul>
 */
public final class MicrosoftConverter implements LayoutConverter {
  private static final String SERVICE = "headService";
  private static final String HEAD = "headGroupSpec";
  private static final String WORKERS = "workerGroupsSpec";
  private static final String HUB_WORKERS = "workerGroupSpecs";
  private static final List<String> RAY_CONTAINER = List.of("template", "spec", "containers", "0");

  private final MicrosoftHeadService headService;
  private final SchemaBridge headToHub;
  private final SchemaBridge headToSpoke;
  private final SchemaBridge workerToHub;
  private final SchemaBridge workerToSpoke;
  private final Set<String> headFields;
  private final Set<String> workerFields;

  /**
   * @param spoke schema of the v1alpha1 spec
   * @param hub schema of the v1 spec
   */
  public MicrosoftConverter(StructuralSchema spoke, StructuralSchema hub) {
    StructuralSchema head = spoke.field(HEAD);
    StructuralSchema hubHead = hub.field(HEAD);
    StructuralSchema worker = spoke.at(WORKERS, "[]");
    StructuralSchema hubWorker = hub.at(HUB_WORKERS, "[]");
    headService = new MicrosoftHeadService(spoke.field(SERVICE), hubHead.field(SERVICE));
    headToHub = SchemaBridge.between(head, hubHead);
    headToSpoke = SchemaBridge.between(hubHead, head.without(Set.of(SERVICE)));
    workerToHub = SchemaBridge.between(worker, hubWorker);
    workerToSpoke = SchemaBridge.between(hubWorker, worker);
    headFields = head.properties().keySet();
    workerFields = worker.properties().keySet();
  }

  @Override
  public ObjectNode up(ObjectNode spec, @Nullable String clusterName) {
    ObjectNode hub = CompactNodes.INSTANCE.objectNode();
    moveVersion(spec, hub);
    ObjectNode head = Trees.object(spec, HEAD);
    if (head != null) {
      ObjectNode hubHead = Trees.copy(headToHub.apply(head));
      ObjectNode service = Trees.object(spec, SERVICE);
      if (service != null) {
        hubHead.set(SERVICE, headService.up(service, clusterName));
      }
      ImpliedVariables variables = ImpliedByMicrosoft.ofHead(head);
      hub.set(HEAD, withRayContainer(hubHead, c -> variables.addTo(UserCommand.up(c))));
    }
    GroupLists.move(spec, WORKERS, hub, HUB_WORKERS, this::workerUp);
    return hub;
  }

  private ObjectNode workerUp(ObjectNode group) {
    ImpliedVariables variables = ImpliedByMicrosoft.ofWorkers(group);
    return withRayContainer(workerToHub.apply(group), c -> variables.addTo(UserCommand.up(c)));
  }

  @Override
  public ObjectNode down(ObjectNode spec) {
    ObjectNode shown = CompactNodes.INSTANCE.objectNode();
    moveVersion(spec, shown);
    ObjectNode hubHead = Trees.object(spec, HEAD);
    if (hubHead != null) {
      ObjectNode service = Trees.object(hubHead, SERVICE);
      if (service != null) {
        shown.set(SERVICE, MicrosoftHeadService.down(service));
      }
      ImpliedVariables variables = ImpliedByMicrosoft.ofHead(hubHead);
      shown.set(
          HEAD,
          withRayContainer(
              headToSpoke.apply(hubHead), c -> UserCommand.down(variables.takeFrom(c))));
    }
    GroupLists.move(spec, HUB_WORKERS, shown, WORKERS, this::workerDown);
    return shown;
  }

  private ObjectNode workerDown(ObjectNode worker) {
    ImpliedVariables variables = ImpliedByMicrosoft.ofWorkers(worker);
    return withRayContainer(
        workerToSpoke.apply(worker), c -> UserCommand.down(variables.takeFrom(c)));
  }

  private static void moveVersion(ObjectNode from, ObjectNode to) {
    JsonNode version = from.get("rayVersion");
    if (version != null) {
      to.set("rayVersion", version);
    }
  }

  @SuppressWarnings("ReferenceEquality") // The same node means unchanged.
  private static ObjectNode withRayContainer(ObjectNode group, UnaryOperator<ObjectNode> change) {
    ObjectNode template = Trees.object(group, "template");
    if (template == null) {
      return group;
    }
    ObjectNode changed = PodTemplates.changed(template, change, UnaryOperator.identity());
    if (changed == template) {
      return group;
    }
    ObjectNode result = Trees.copy(group);
    result.set("template", changed);
    return result;
  }

  @Override
  public ObjectNode statusDown(ObjectNode status, ObjectNode hubStatus) {
    JsonNode available = PodCounters.available(hubStatus);
    if (available == null) {
      return status;
    }
    ObjectNode shown = Trees.copy(status);
    shown.set("availableReplicas", available);
    return shown;
  }

  @Override
  public @Nullable List<String> pathInLayout(
      ObjectNode written, ObjectNode hub, List<String> path) {
    if (path.isEmpty()) {
      return path;
    }
    return switch (path.get(0)) {
      case "rayVersion" -> path;
      case HEAD -> pathInHead(written, hub, path);
      case HUB_WORKERS -> pathInWorkers(written, hub, path);
      default -> null;
    };
  }

  private @Nullable List<String> pathInWorkers(
      ObjectNode written, ObjectNode hub, List<String> path) {
    List<String> group = GroupPaths.ofGroup(written, WORKERS, hub, path);
    if (path.size() < 2) {
      return group;
    }
    List<String> field = path.subList(2, path.size());
    return !field.isEmpty() && !workerFields.contains(field.get(0))
        ? null
        : GroupPaths.existing(
            written,
            GroupPaths.joined(
                group, fieldOfGroup(hub.path(HUB_WORKERS).at("/" + path.get(1)), field)));
  }

  private @Nullable List<String> pathInHead(ObjectNode written, ObjectNode hub, List<String> path) {
    if (path.size() > 1 && path.get(1).equals(SERVICE)) {
      boolean inHead = Trees.object(written, SERVICE) == null;
      return GroupPaths.existing(written, inHead ? path : path.subList(1, path.size()));
    }
    if (path.size() > 1 && !headFields.contains(path.get(1))) {
      return null;
    }
    List<String> field = fieldOfGroup(hub.path(HEAD), path.subList(1, path.size()));
    return GroupPaths.existing(written, GroupPaths.joined(List.of(HEAD), field));
  }

  /** The same field, but for the words of a command that is in a script. */
  private static List<String> fieldOfGroup(JsonNode hubGroup, List<String> field) {
    int size = RAY_CONTAINER.size();
    if (field.size() < size + 2
        || !field.subList(0, size).equals(RAY_CONTAINER)
        || !field.get(size).equals("command")
        || !UserCommand.isScripted(hubGroup.at("/" + String.join("/", RAY_CONTAINER)))) {
      return field;
    }
    List<String> command = field.subList(0, size + 1);
    try {
      int word = Integer.parseInt(field.get(size + 1)) - UserCommand.scriptLength();
      return word < 0 ? command : GroupPaths.joined(command, List.of(String.valueOf(word)));
    } catch (NumberFormatException notAnIndex) {
      return command;
    }
  }

  @Override
  public List<FieldMove> moves() {
    String group = HUB_WORKERS + "[]";
    String password = "redis-password is also what REDIS_PASSWORD says in the Ray container";
    String after =
        "the Ray container's command runs after Ray has started, as it did: v1 has it in a script that"
            + " starts Ray first";
    return List.of(
        FieldMove.same("rayVersion"),
        FieldMove.to("headService", HEAD + ".headService")
            .as(
                "the name becomes <cluster>-<name>, unless it starts with the name of the cluster;"
                    + " clusterIP becomes None, unless the type needs an address; addresses of pods"
                    + " that are not ready are published, unless the user decided that"),
        FieldMove.same(HEAD + ".replicas").as("ignored in both: a cluster has one head"),
        FieldMove.same(HEAD + ".rayStartParams").as(password),
        FieldMove.same(HEAD + ".serviceType"),
        FieldMove.same(HEAD + ".enableIngress"),
        FieldMove.residual(
            HEAD + ".headService", "the one at the top counts; without that one, this one does"),
        FieldMove.same(HEAD + ".template")
            .as(after + "; it gets RAY_IP=127.0.0.1 unless the user set it"),
        FieldMove.to(WORKERS + "[].groupName", group + ".groupName"),
        FieldMove.to(WORKERS + "[].replicas", group + ".replicas"),
        FieldMove.to(WORKERS + "[].minReplicas", group + ".minReplicas"),
        FieldMove.to(WORKERS + "[].maxReplicas", group + ".maxReplicas"),
        FieldMove.to(WORKERS + "[].rayStartParams", group + ".rayStartParams").as(password),
        FieldMove.to(WORKERS + "[].scaleStrategy", group + ".scaleStrategy"),
        FieldMove.to(WORKERS + "[].template", group + ".template").as(after));
  }
}

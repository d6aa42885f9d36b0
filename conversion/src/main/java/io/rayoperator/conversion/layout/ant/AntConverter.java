package io.rayoperator.conversion.layout.ant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.FieldMove;
import io.rayoperator.conversion.layout.GroupDefaults;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.residual.ListIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One list {@code extensions} of pod groups, head and workers mixed in any order; what v1 keeps in
 * a pod template stands in the group itself ({@link AntPodTemplate}).
 *
 * <table>
 *   <caption>Where the rest goes</caption>
 *   <tr><td>first group of {@code type: head}<td>{@code headGroupSpec}, and Ant's names for its pod and its headless
 *       Service
 *   <tr><td>further heads<td>residual: one Service, so one head ever worked
 *   <tr><td>any other {@code type}<td>{@code workerGroupSpecs[]}
 *   <tr><td>{@code groupName} of a worker<td>{@code groupName}, made unique if need be ({@link AntGroupNames})
 *   <tr><td>{@code replicas}, or {@code size} of the drafts, of a worker<td>{@code replicas}; absent means 1
 *   <tr><td>{@code images.defaultImage}<td>image of every group without one
 *   <tr><td>{@code imagePullPolicy}<td>of every Ray container
 *   <tr><td>{@code clusterName}, order of groups, head's {@code groupName} and {@code replicas}, {@code idList}, {@code
 *       headServiceSuffix}<td>residual
 * </table>
 */
public final class AntConverter implements LayoutConverter {
  private static final Pattern CONTAINER_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final IntNode ONE = IntNode.valueOf(1);

  private final AntPodTemplate podTemplate;
  private final GroupDefaults workerDefaults;

  /**
   * @param spoke schema of the v1alpha1 spec
   * @param hub schema of the v1 spec
   */
  public AntConverter(StructuralSchema spoke, StructuralSchema hub) {
    StructuralSchema workerGroup = hub.at("workerGroupSpecs", "[]");
    podTemplate = new AntPodTemplate(spoke.at("extensions", "[]"), workerGroup);
    workerDefaults = GroupDefaults.of(workerGroup);
  }

  @Override
  public ObjectNode up(ObjectNode spec, @Nullable String clusterName) {
    ObjectNode hub = CompactNodes.INSTANCE.objectNode();
    ArrayNode extensions = Trees.array(spec, "extensions");
    if (extensions == null) {
      return hub;
    }
    Inherited inherited = podTemplate.inherited(spec);
    List<@Nullable String> names = AntGroupNames.of(extensions);
    ArrayNode workers = CompactNodes.INSTANCE.arrayNode();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name == null || !(extensions.get(i) instanceof ObjectNode group)) {
        continue;
      }
      if (name.equals(AntGroupNames.HEAD)) {
        hub.set("headGroupSpec", head(group, inherited, clusterName));
      } else {
        workers.add(worker(group, name, inherited));
      }
    }
    if (!workers.isEmpty()) {
      hub.set("workerGroupSpecs", workers);
    }
    return hub;
  }

  private ObjectNode head(ObjectNode group, Inherited inherited, @Nullable String clusterName) {
    ObjectNode head = CompactNodes.INSTANCE.objectNode();
    String groupName = Trees.text(group, "groupName");
    if (clusterName != null) {
      head.set("headService", AntHeadService.of(clusterName, groupName));
    }
    head.set("rayStartParams", RayStartCommand.params(Trees.text(group, "command"), true));
    String podName = clusterName == null ? null : AntHeadPod.name(clusterName, groupName);
    podTemplate.up(group, new AntPodTemplate.Names(podName, "head"), inherited, head);
    return head;
  }

  private ObjectNode worker(ObjectNode group, String name, Inherited inherited) {
    ObjectNode worker = CompactNodes.INSTANCE.objectNode();
    worker.put("groupName", name);
    worker.set("replicas", replicas(group));
    workerDefaults.addTo(worker);
    worker.set("rayStartParams", RayStartCommand.params(Trees.text(group, "command"), false));
    podTemplate.up(group, new AntPodTemplate.Names(null, containerName(group)), inherited, worker);
    return worker;
  }

  private static JsonNode replicas(ObjectNode group) {
    for (String field : List.of("replicas", "size")) {
      JsonNode replicas = group.get(field);
      if (replicas != null && replicas.isIntegralNumber()) {
        return replicas;
      }
    }
    return ONE;
  }

  /** Ant called the container like the type of the group. */
  private static String containerName(ObjectNode group) {
    String type = AntGroupNames.type(group);
    return type.equals("worker") || CONTAINER_NAME.matcher(type).matches() ? type : "worker";
  }

  @Override
  public ObjectNode down(ObjectNode spec) {
    ObjectNode ant = CompactNodes.INSTANCE.objectNode();
    ArrayNode extensions = CompactNodes.INSTANCE.arrayNode();
    JsonNode pullPolicy = null;
    ObjectNode head = Trees.object(spec, "headGroupSpec");
    if (head != null) {
      pullPolicy = AntPodTemplate.pullPolicy(head);
      ObjectNode group = CompactNodes.INSTANCE.objectNode();
      extensions.add(group);
      group.set("replicas", ONE);
      group.put("groupName", AntGroupNames.HEAD_GROUP);
      group.put("type", "head");
      podTemplate.down(head, group);
    }
    ArrayNode workers = Trees.array(spec, "workerGroupSpecs");
    for (JsonNode element : workers == null ? List.<JsonNode>of() : workers) {
      if (element instanceof ObjectNode worker) {
        pullPolicy =
            pullPolicy == null && head == null ? AntPodTemplate.pullPolicy(worker) : pullPolicy;
        ObjectNode group = CompactNodes.INSTANCE.objectNode();
        extensions.add(group);
        if (worker.path("replicas").isIntegralNumber()) {
          group.set("replicas", worker.get("replicas"));
        }
        if (worker.path("groupName").isTextual()) {
          group.set("groupName", worker.get("groupName"));
        }
        group.put("type", "worker");
        podTemplate.down(worker, group);
      }
    }
    if (pullPolicy != null) {
      ant.set("imagePullPolicy", pullPolicy);
    }
    if (!extensions.isEmpty()) {
      ant.set("extensions", extensions);
    }
    return ant;
  }

  @Override
  public ListIdentity shownIdentity() {
    return (field, list) ->
        field.equals("extensions")
            ? AntGroupNames.shownIdentities(list)
            : ListIdentity.BY_KEY.of(field, list);
  }

  @Override
  public ListIdentity writtenIdentity() {
    return (field, list) ->
        field.equals("extensions")
            ? AntGroupNames.identities(list)
            : ListIdentity.BY_KEY.of(field, list);
  }

  @Override
  public Map<String, String> otherNames() {
    return Map.of("replicas", "size");
  }

  @Override
  public Map<String, String> notices(ObjectNode written) {
    return AntNotices.of(Trees.array(written, "extensions"));
  }

  @Override
  public List<FieldMove> moves() {
    List<FieldMove> moves = new ArrayList<>();
    moves.add(
        FieldMove.residual(
            "clusterName", "Ant's operator never read it: metadata.name names the cluster"));
    moves.add(FieldMove.residual("rayVersion", "Ant's layout had no such field"));
    moves.add(FieldMove.residual("images", "no group ever used an image other than defaultImage"));
    moves.add(
        AntPodTemplate.toContainers("images.defaultImage", "image")
            .as("the image of every group that names none"));
    moves.add(AntPodTemplate.toContainers("imagePullPolicy", "imagePullPolicy"));
    moves.add(
        FieldMove.to("extensions", "headGroupSpec", "workerGroupSpecs")
            .as(
                "the first group of type head becomes the head group, groups of other types become"
                    + " worker groups; the order of the groups, and heads after the first, travel in"
                    + " the residual"));
    moves.add(
        FieldMove.to(
                "extensions[].type",
                "headGroupSpec",
                "workerGroupSpecs[].template.spec.containers[0].name")
            .as(
                "says whether a group is the head or a worker group; in lower case, it is the name of"
                    + " the container"));
    moves.add(
        FieldMove.to(
                "extensions[].groupName",
                "workerGroupSpecs[].groupName",
                "headGroupSpec.headService.metadata.name",
                "headGroupSpec.template.metadata.name")
            .as(
                "the name of a worker group, made unique if need be (small, small-2); the head's is"
                    + " part of the names of head Service and head pod, as it was with Ant's"
                    + " operator, and travels in the residual"));
    moves.add(
        FieldMove.to("extensions[].replicas", "workerGroupSpecs[].replicas")
            .as("1 if absent; the head's travels in the residual, as there is one head pod"));
    moves.add(
        FieldMove.to("extensions[].size", "workerGroupSpecs[].replicas")
            .as("the name of replicas in the first drafts; counts where replicas is absent"));
    moves.addAll(AntPodTemplate.fieldMoves());
    moves.add(
        FieldMove.residual(
            "extensions[].idList", "names of pods, which the operator of a fork wrote here"));
    moves.add(FieldMove.residual("extensions[].headServiceSuffix", "Ant's operator never read it"));
    return moves;
  }

  @Override
  public @Nullable List<String> pathInLayout(
      ObjectNode written, ObjectNode hub, List<String> path) {
    ArrayNode extensions = Trees.array(written, "extensions");
    if (path.isEmpty() || extensions == null) {
      return path;
    }
    List<@Nullable String> names = AntGroupNames.of(extensions);
    boolean head = path.get(0).equals("headGroupSpec");
    if (!head && !path.get(0).equals("workerGroupSpecs")) {
      return null;
    }
    if (!head && path.size() == 1) {
      return List.of("extensions");
    }
    int index =
        names.indexOf(
            head
                ? AntGroupNames.HEAD
                : hub.at("/workerGroupSpecs/" + path.get(1) + "/groupName").asText());
    if (index < 0) {
      return List.of("extensions");
    }
    List<String> field =
        podTemplate.fieldInGroup(extensions.get(index), path.subList(head ? 1 : 2, path.size()));
    if (field == null) {
      return null;
    }
    if (!field.isEmpty() && Inherited.isSpecField(field)) {
      return field;
    }
    List<String> whole = new ArrayList<>(List.of("extensions", String.valueOf(index)));
    whole.addAll(field);
    return whole;
  }
}

package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.RayAnnotations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a {@code ray.io/v1} RayCluster of one of {@code cluster.ray.io/v1}. Equal input gives equal
 * output; where each field goes is told by {@link FieldTable}.
 */
public final class LegacyTranslator {

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  /** As for every RayCluster of {@code ray.io/v1} (KubeRay contract §1.1). */
  private static final int MAX_NAME = 53;

  private static final int DEFAULT_GCS_PORT = 6379;
  private static final int MOST_PROBLEMS = 20;
  private static final double CONSERVATIVE = 1.0;
  private static final String HEADS_PORT = "port";

  private LegacyTranslator() {}

  /**
   * Translates.
   *
   * @param legacy the whole object
   * @param replicas of worker groups as they are now, by name: they decide how the workers that the
   *     cluster may have are left to the groups; none for a new cluster
   */
  public static Translation translate(JsonNode legacy, Map<String, Integer> replicas) {
    String name = Json.text(legacy.path("metadata"), "name");
    ClusterSpec spec = ClusterSpec.of(legacy.path("spec"));
    List<String> problems = problems(name, spec);
    if (!problems.isEmpty()) {
      return new Translation.Refused(few(problems));
    }
    PodType head = spec.head().orElseThrow();
    RayStart start = StartScript.lastRayStart(spec.headStartCommands());
    int gcsPort = start == null ? DEFAULT_GCS_PORT : start.port().orElse(DEFAULT_GCS_PORT);
    PodTemplate templates =
        new PodTemplate(name, spec, gcsPort, RestartStamp.of(legacy.path("metadata")));

    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", ApiGroup.V1_API_VERSION);
    object.put("kind", ApiGroup.RAY_CLUSTER_KIND);
    object.set("metadata", metadata(legacy.path("metadata"), name, spec));
    ObjectNode hub = object.putObject("spec");
    hub.put("enableInTreeAutoscaling", true);
    hub.putObject("autoscalerOptions")
        .put("upscalingMode", spec.upscalingSpeed() <= CONSERVATIVE ? "Conservative" : "Default")
        .put("idleTimeoutSeconds", spec.idleTimeoutSeconds());
    // Without extra workers, as there may be no more than maxWorkers.
    hub.putObject("upgradeStrategy")
        .put("type", "RollingUpdate")
        .putObject("rollingUpdate")
        .put("maxSurge", 0);
    hub.set("headGroupSpec", head(name, head, spec, templates, gcsPort));
    ArrayNode groups = workers(spec, templates, replicas);
    if (!groups.isEmpty()) {
      hub.set("workerGroupSpecs", groups);
    }
    return new Translation.Translated(object, Notices.of(spec));
  }

  private static ObjectNode metadata(JsonNode written, String name, ClusterSpec spec) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("name", name);
    if (written.path("namespace").isTextual()) {
      metadata.set("namespace", written.get("namespace"));
    }
    metadata
        .putObject("annotations")
        .put(LegacyNames.LEGACY_KEY, LegacyNames.LEGACY)
        .put(RayAnnotations.OVERWRITE_CONTAINER_COMMAND, "true")
        .put(LegacyNames.MAX_WORKERS_ANNOTATION, String.valueOf(spec.maxWorkers()));
    return metadata;
  }

  private static ObjectNode head(
      String cluster, PodType type, ClusterSpec spec, PodTemplate templates, int gcsPort) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    ObjectNode params = head.putObject("rayStartParams");
    TypeResources.of(type).addTo(params);
    if (gcsPort != DEFAULT_GCS_PORT) {
      params.put(HEADS_PORT, String.valueOf(gcsPort));
    }
    ObjectNode service = head.putObject("headService");
    service.putObject("metadata").put("name", LegacyNames.headService(cluster));
    service
        .putObject("spec")
        .put("type", "ClusterIP")
        // The Python operator's pods had no probes: the head was found as soon as it ran.
        .put("publishNotReadyAddresses", true)
        .set("ports", HeadServicePorts.of(spec.headServicePorts(), gcsPort));
    head.set("template", templates.ofHead(type));
    return head;
  }

  private static ArrayNode workers(
      ClusterSpec spec, PodTemplate templates, Map<String, Integer> replicas) {
    Map<String, String> names = GroupNames.of(spec.workerTypes());
    Map<String, Integer> most = WorkerLimits.of(spec, names, replicas);
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    for (PodType type : spec.workerTypes()) {
      String name = names.getOrDefault(type.name(), type.name());
      ObjectNode group = groups.addObject();
      group.put("groupName", name);
      group.put("minReplicas", type.minWorkers());
      group.put("maxReplicas", most.getOrDefault(name, type.maxWorkers()));
      TypeResources.of(type).addTo(group.putObject("rayStartParams"));
      group.set("template", templates.ofWorkers(type));
    }
    return groups;
  }

  /** Enough for people, and for logs. */
  private static List<String> few(List<String> texts) {
    return texts.size() <= MOST_PROBLEMS
        ? texts
        : Stream.concat(
                texts.stream().limit(MOST_PROBLEMS),
                Stream.of("and " + (texts.size() - MOST_PROBLEMS) + " more"))
            .toList();
  }

  private static List<String> problems(String name, ClusterSpec spec) {
    List<String> problems = new ArrayList<>();
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      problems.add(
          "metadata.name: \""
              + name
              + "\" must have at most "
              + MAX_NAME
              + " lower-case letters, digits and '-', and begin with a letter: Services are named"
              + " after it");
    }
    if (spec.head().isEmpty()) {
      problems.add(
          "spec.headPodType: \""
              + spec.headPodType()
              + "\" must be the name of an entry of spec.podTypes: "
              + few(spec.podTypes().stream().map(PodType::name).toList()));
    }
    Set<String> names = new HashSet<>();
    for (PodType type : spec.podTypes()) {
      if (type.name().isEmpty()) {
        problems.add(type.path() + ".name: give the type a name");
      } else if (!names.add(type.name())) {
        problems.add(
            type.path() + ".name: \"" + type.name() + "\" is the name of another type already");
      }
      if (type.rayContainer().isMissingNode()) {
        problems.add(
            type.path() + ".podConfig.spec.containers: the first container runs Ray; add one");
      }
    }
    return problems;
  }
}

package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.api.v1.validation.RayClusterValidator;
import io.rayoperator.api.v1.validation.Rule;
import io.rayoperator.api.v1.validation.Severity;
import io.rayoperator.api.v1.validation.Violation;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.plan.Action;
import io.rayoperator.operator.model.plan.ClusterPlan;
import io.rayoperator.operator.model.plan.ClusterPlanner;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that refuse a RayCluster for what the API server would refuse later: it does refuse what
 * the operator makes of the example of each, and takes what comes close to it.
 */
@ControlPlane
class RulesOfApiServerIT {

  /** Chapters of rules that say nothing but what the API server says of pods and Services. */
  private static final Set<String> CHAPTERS =
      Set.of(
          "Containers",
          "Environment variables",
          "Ports of containers",
          "Resources of containers",
          "Claims of devices",
          "Volumes",
          "Files in volumes",
          "Ephemeral volumes",
          "Block devices",
          "Mounts of volumes",
          "Probes and lifecycle of containers",
          "Security contexts",
          "Kernel parameters of pods",
          "Pods",
          "Names of hosts in pods",
          "Gates of pods",
          "Metadata of pods",
          "Nodes of pods",
          "Affinity of pods",
          "Head Service",
          "Ways to the head Service",
          "Ingress of the head");

  /** The API server takes it, the kubelet does not. */
  private static final String OF_KUBELET = "security-not-root";

  private static final ObjectMapper YAML = new YAMLMapper();

  /** A rule by its id, and a manifest to merge into a valid one. */
  record Case(String rule, JsonNode change) {

    @Override
    public String toString() {
      return rule;
    }
  }

  private static Stream<Rule> rules() {
    List<RayClusterValidator.Chapter> chapters =
        RayClusterValidator.rules().stream()
            .filter(chapter -> CHAPTERS.contains(chapter.title()))
            .toList();
    assertThat(chapters).hasSameSizeAs(CHAPTERS);
    return chapters.stream()
        .flatMap(chapter -> chapter.rules().stream())
        .filter(rule -> rule.severity() == Severity.ERROR && !rule.id().equals(OF_KUBELET));
  }

  static Stream<Case> refused() {
    return rules().map(rule -> new Case(rule.id(), yaml(rule.example())));
  }

  static Stream<Case> accepted() {
    return twins().properties().stream()
        .map(twin -> new Case(twin.getKey(), manifest(twin.getValue())));
  }

  private static JsonNode twins() {
    try (var stream = RulesOfApiServerIT.class.getResourceAsStream("rules/accepted.yaml")) {
      return YAML.readTree(Objects.requireNonNull(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void apiServerRefusesWhatTheRuleRefuses(
      Case example, KubernetesClient client, TestNamespace namespace) {
    assertThat(refusals(cluster(example, namespace), client))
        .as("refusals of the API server")
        .isNotEmpty()
        .allSatisfy(refusal -> assertThat(refusal.getCode()).isBetween(400, 422));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void apiServerTakesWhatTheRulesTake(Case twin, KubernetesClient client, TestNamespace namespace) {
    RayCluster cluster = cluster(twin, namespace);

    assertThat(RayClusterValidator.validate(cluster)).filteredOn(Violation::isError).isEmpty();
    assertThat(refusals(cluster, client)).isEmpty();
  }

  @Test
  void everyRuleHasBothCases() {
    assertThat(accepted().map(Case::rule))
        .containsExactlyInAnyOrderElementsOf(rules().map(Rule::id).toList());
  }

  /** Of all that the operator creates first. */
  private static List<KubernetesClientException> refusals(
      RayCluster cluster, KubernetesClient client) {
    List<KubernetesClientException> refusals = new ArrayList<>();
    for (HasMetadata object : planned(cluster)) {
      try {
        client.resource(object).dryRun().create();
      } catch (KubernetesClientException e) {
        refusals.add(e);
      }
    }
    return refusals;
  }

  private static List<HasMetadata> planned(RayCluster cluster) {
    ClusterPlan plan =
        ClusterPlanner.plan(
            DesiredCluster.of(cluster),
            ObservedCluster.empty(),
            new RayClusterStatus(),
            OperatorConfig.builder().operatorVersion("test").build().model(),
            (group, prefix) -> prefix + "xxxxx",
            () -> "xxxxx",
            Instant.EPOCH);
    List<HasMetadata> planned =
        Stream.concat(
                plan.actions(Action.CreateChild.class).stream().map(Action.CreateChild::child),
                plan.actions(Action.CreatePod.class).stream().map(Action.CreatePod::pod))
            .toList();
    assertThat(planned).extracting(HasMetadata::getKind).contains("Service", "Pod");
    return planned;
  }

  private static RayCluster cluster(Case example, TestNamespace namespace) {
    ObjectNode object = ValidManifest.changed(example.change());
    RayCluster cluster = Serialization.unmarshal(object.toString(), RayCluster.class);
    cluster.getMetadata().setNamespace(namespace.name());
    cluster.getMetadata().setUid("11111111-2222-3333-4444-555555555555");
    return cluster;
  }

  /** Writes the abbreviations of the file of twins out. */
  private static JsonNode manifest(JsonNode twin) {
    ObjectNode manifest = YAML.createObjectNode();
    ObjectNode head = manifest.withObject("/spec/headGroupSpec");
    if (twin.has("head")) {
      ValidManifest.merge(head, twin.get("head"));
    }
    if (twin.has("pod")) {
      ValidManifest.merge(head.withObject("/template/spec"), twin.get("pod"));
    }
    if (twin.has("ray")) {
      ObjectNode ray = (ObjectNode) yaml("{name: ray-head, image: rayproject/ray}");
      ValidManifest.merge(ray, twin.get("ray"));
      head.withArray("/template/spec/containers").add(ray);
    }
    return manifest;
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

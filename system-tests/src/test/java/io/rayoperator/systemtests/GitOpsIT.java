package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests applied again and again do not undo the autoscaler: the tables of docs/gitops.md. */
class GitOpsIT extends WithWebhooks {

  private static final ObjectMapper YAML = new YAMLMapper();

  /**
   * Manifests of both versions in turn. The autoscaler uses the other one, since that is harder;
   * equal ones have a test of their own.
   */
  static List<Arguments> casesByFlow() {
    List<Arguments> all = new ArrayList<>();
    boolean isV1 = false;
    // Five ways: an odd number, so that the version changes with the rows, too.
    for (GitOpsCase row : GitOpsCase.all()) {
      for (GitOpsFlow flow : GitOpsFlow.values()) {
        isV1 = !isV1;
        all.add(Arguments.of(row, flow, isV1 ? "v1" : "v1alpha1", isV1 ? "v1alpha1" : "v1"));
      }
    }
    return all;
  }

  @Test
  void pageHasTheCasesAndTheWays() throws IOException {
    assertThat(GitOpsCase.all()).hasSizeGreaterThanOrEqualTo(9);
    String page = Files.readString(Repository.root().resolve("docs/gitops.md"));
    assertThat(Stream.of(GitOpsFlow.values()).map(flow -> "| `" + flow.command() + "` |"))
        .allSatisfy(cell -> assertThat(page).contains(cell));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @MethodSource("casesByFlow")
  void objectIsAsThePageSays(
      GitOpsCase row, GitOpsFlow flow, String version, String autoscalersVersion) {
    apply(flow, manifest(version, row.before()));
    scale(autoscalersVersion, row.scaled());

    apply(flow, manifest(version, row.applied()));

    assertThat(group()).containsAllEntriesOf(fields(row.after()));
    assertNothingToDo(flow, manifest(version, row.applied()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"KUBECTL, v1", "KUBECTL, v1alpha1", "FLUX, v1", "FLUX, v1alpha1"})
  void autoscalerMayUseTheVersionOfTheManifest(GitOpsFlow flow, String version) {
    String manifest = manifest(version, "replicas: 1");
    apply(flow, manifest);
    for (int replicas : List.of(4, 2, 5, 1, 3)) {
      scale(version, "replicas: " + replicas);
      apply(flow, manifest);
      assertThat(group()).containsAllEntriesOf(fields("replicas: " + replicas));
    }
    assertNothingToDo(flow, manifest);
  }

  @ParameterizedTest
  @EnumSource
  void manifestsSayIsHeardAgainAfterEachChange(GitOpsFlow flow) {
    apply(flow, manifest("v1", "replicas: 1"));
    scale("v1", "replicas: 4");
    apply(flow, manifest("v1", "replicas: 2"));
    scale("v1", "replicas: 5");
    apply(flow, manifest("v1", "replicas: 2"));
    assertThat(group()).containsAllEntriesOf(fields("replicas: 5"));

    apply(flow, manifest("v1", "replicas: 5"));
    scale("v1", "replicas: 6");
    apply(flow, manifest("v1", "replicas: 5"));
    assertThat(group()).containsAllEntriesOf(fields("replicas: 6"));

    apply(flow, manifest("v1", "replicas: 1"));
    assertThat(group()).containsAllEntriesOf(fields("replicas: 1"));
  }

  @ParameterizedTest
  @EnumSource
  void withoutAutoscalingTheManifestIsAllThatCounts(GitOpsFlow flow) {
    String manifest = manifest("v1", "replicas: 1");
    apply(flow, manifest);
    scale("v1", "replicas: 4");
    apply(flow, manifest);
    String off =
        manifest.replace("enableInTreeAutoscaling: true", "enableInTreeAutoscaling: false");

    apply(flow, off);

    assertThat(group()).containsAllEntriesOf(fields("replicas: 1"));
    assertThat(served.v1("demo").at("/metadata/annotations").has("autoscaling.ray.io/applied"))
        .isFalse();
  }

  /** Their lists of groups belong to one manager as a whole. */
  @ParameterizedTest
  @EnumSource
  void manifestOfAnOlderLayoutKeepsWhatTheAutoscalerSet(OldManifest old) {
    GitOpsFlow flow = GitOpsFlow.KUBECTL_SERVER_SIDE;
    apply(flow, old.yaml());
    api.patch(
            "v1",
            "demo",
            "?fieldManager=admin",
            RawApi.MERGE_PATCH,
            "{\"spec\": {\"enableInTreeAutoscaling\": true}}")
        .object();
    scale("v1", "replicas: 4");

    apply(flow, old.yaml());
    assertThat(group()).containsAllEntriesOf(fields("replicas: 4"));
    apply(
        flow,
        old.yaml()
            .replace("replicas: 1", "replicas: 2")
            .replace(
                "type: head\n    groupName: head-group\n    replicas: 2",
                "type: head\n    groupName: head-group\n    replicas: 1"));

    assertThat(group()).containsAllEntriesOf(fields("replicas: 2"));
  }

  @Test
  void whatAClientWritesIntoTheAnnotationIsUndone() {
    apply(GitOpsFlow.FLUX, manifest("v1", "replicas: 1"));
    scale("v1", "replicas: 4");
    JsonNode noted = served.v1("demo").at("/metadata/annotations/autoscaling.ray.io~1applied");

    for (String forged : List.of("null", "\"{}\"", "\"garbage\"")) {
      String patch =
          "{\"metadata\": {\"annotations\": {\"autoscaling.ray.io/applied\": " + forged + "}}}";
      assertThat(
              api.patch("v1", "demo", "", RawApi.MERGE_PATCH, patch)
                  .object()
                  .at("/metadata/annotations/autoscaling.ray.io~1applied"))
          .isEqualTo(noted);
    }
    assertThat(noted.asText()).isEqualTo("{\"kustomize-controller\":{\"cpu\":{\"replicas\":1}}}");
  }

  @Test
  void otherFieldsOfOtherManagersStillConflict() {
    apply(GitOpsFlow.KUBECTL_SERVER_SIDE, manifest("v1", "replicas: 1, maxReplicas: 5"));
    scale("v1", "replicas: 4");
    String other =
        """
        {apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: demo},
         spec: {workerGroupSpecs: [{groupName: cpu, maxReplicas: 7}]}}
        """;

    assertThat(kubectl.apply(other, "--server-side", "--field-manager=another").fails().stderr())
        .contains("conflict", ".spec.workerGroupSpecs[groupName=\"cpu\"].maxReplicas");
  }

  private static String manifest(String version, String group) {
    return """
    apiVersion: ray.io/%s
    kind: RayCluster
    metadata: {name: demo}
    spec:
      enableInTreeAutoscaling: true
      headGroupSpec:
        rayStartParams: {}
        template: {spec: {containers: [{name: ray-head, image: 'rayproject/ray:2.52.0'}]}}
      workerGroupSpecs:
      - groupName: cpu
        %s
        minReplicas: 0
        %s
        rayStartParams: {}
        template: {spec: {containers: [{name: ray-worker, image: 'rayproject/ray:2.52.0'}]}}
    """
        .formatted(
            version,
            lines(group),
            group.contains("maxReplicas") ? "# as above" : "maxReplicas: 10");
  }

  /** The fields of a map, one a line. */
  private static String lines(String group) {
    StringBuilder lines = new StringBuilder();
    tree(group)
        .properties()
        .forEach(
            field ->
                lines
                    .append(field.getKey())
                    .append(": ")
                    .append(field.getValue())
                    .append("\n    "));
    return lines.toString().strip();
  }

  private void apply(GitOpsFlow flow, String manifest) {
    kubectl.apply(manifest, flow.arguments()).succeeds();
  }

  /** As Ray's autoscaler writes: without a name, by index, both fields in one request. */
  private void scale(String version, String fields) {
    ArrayNode patch = new ObjectMapper().createArrayNode();
    tree(fields)
        .properties()
        .forEach(
            field ->
                patch
                    .addObject()
                    .put("op", "replace")
                    .put("path", "/spec/workerGroupSpecs/0/" + field.getKey())
                    .set("value", field.getValue()));
    api.patch(version, "demo", "", RawApi.JSON_PATCH, patch.toString()).object();
  }

  private Map<String, JsonNode> group() {
    return fields(served.v1("demo").at("/spec/workerGroupSpecs/0"));
  }

  private static Map<String, JsonNode> fields(String group) {
    return fields(tree(group));
  }

  private static Map<String, JsonNode> fields(JsonNode group) {
    return group.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static ObjectNode tree(String fields) {
    try {
      return (ObjectNode) YAML.readTree("{" + fields + "}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applying once more writes nothing, and a dry run shows no difference. */
  private void assertNothingToDo(GitOpsFlow flow, String manifest) {
    apply(flow, manifest);
    ObjectNode before = served.v1("demo");
    String[] arguments =
        Stream.concat(Stream.of("diff", "-f", "-"), Stream.of(flow.arguments()))
            .toArray(String[]::new);

    assertThat(kubectl.runWithInput(manifest, arguments).succeeds().stdout()).isEmpty();
    apply(flow, manifest);

    assertThat(served.v1("demo")).isEqualTo(before);
  }
}

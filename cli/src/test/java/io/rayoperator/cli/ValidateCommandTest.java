package io.rayoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  private static final String ANT =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: old, namespace: team}
      spec:
        clusterName: demo
        images: {defaultImage: rayproject/ray:2.9.0}
        extensions:
        - {type: worker, groupName: cpu, replicas: 1, command: ray start}
        - {type: head, groupName: head-group, replicas: 1, command: ray start --head}
      """;

  private static final String V1 =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata: {name: new}
      spec:
        headGroupSpec:
          rayStartParams: {}
          template: &pod {spec: {containers: [{name: ray, image: rayproject/ray:2.52.0}]}}
        workerGroupSpecs:
        - {groupName: cpu, replicas: 1, minReplicas: 0, maxReplicas: 5, rayStartParams: {}, template: *pod}
      """;

  @TempDir Path directory;

  @Test
  void validManifestsGiveNoFindings() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("validate", "-f", write("all.yaml", ANT + "---\nkind: Pod\n---\n" + V1));

    assertThat(run)
        .isEqualTo(
            new CommandLineRun(ExitCode.OK, "", "2 RayClusters checked: 0 errors, 0 warnings\n"));
  }

  @Test
  void everyErrorIsReportedInTheWordsOfItsManifest() throws IOException {
    String ant = ANT.replace("groupName: cpu", "groupName: gpu_workers");
    String v1 =
        V1.replace("groupName: cpu", "groupName: headgroup").replace("maxReplicas", "maxReplica");
    Path file = write("all.yaml", ant + "---\n" + v1);

    CommandLineRun run = CommandLineRun.of("validate", "-f", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.out().lines())
        .anyMatch(
            line ->
                line.startsWith(
                    file + ":8: RayCluster team/old: error: spec.extensions[0].groupName: "))
        .anyMatch(
            line ->
                line.equals(
                    file
                        + ":19: RayCluster new: error: spec.workerGroupSpecs[0].maxReplica: there is no such field"))
        .anyMatch(
            line ->
                line.startsWith(
                    file + ":19: RayCluster new: error: spec.workerGroupSpecs[0].groupName: "));
  }

  @Test
  void warningsDoNotFailTheCheck() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "validate",
            "-f",
            write(
                "warn.yaml",
                V1.replace("  headGroupSpec:\n", "  networkPolicy: {}\n  headGroupSpec:\n")));

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("RayCluster new: warning: spec.networkPolicy: ");
  }

  @Test
  void jsonReportHoldsTheSame() throws IOException {
    Path file = write("bad.yaml", ANT.replace("groupName: cpu", "groupName: gpu_workers"));

    JsonNode report =
        new ObjectMapper().readTree(CommandLineRun.of("validate", "-f", file, "-o", "json").out());

    assertThat(report.path("checked").asInt()).isEqualTo(1);
    assertThat(report.path("errors").asInt()).isEqualTo(1);
    JsonNode finding = report.path("findings").path(0);
    assertThat(finding.path("file").asText()).isEqualTo(file.toString());
    assertThat(finding.path("document").asInt()).isEqualTo(1);
    assertThat(finding.path("line").asInt()).isEqualTo(8);
    assertThat(finding.path("object").asText()).isEqualTo("team/old");
    assertThat(finding.path("severity").asText()).isEqualTo("error");
    assertThat(finding.path("field").asText()).isEqualTo("spec.extensions[0].groupName");
    assertThat(finding.path("rule").asText()).isEqualTo("worker-group-name-pod");
    assertThat(finding.path("message").asText()).contains("gpu_workers");
  }

  @Test
  void sarifLogShowsTheLines() throws IOException {
    Path file = write("bad manifest.yaml", ANT.replace("groupName: cpu", "groupName: gpu_workers"));

    JsonNode log =
        new ObjectMapper().readTree(CommandLineRun.of("validate", "-f", file, "-o", "sarif").out());

    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.path("runs").path(0);
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("ray-operator");
    assertThat(run.at("/tool/driver/rules")).hasSize(1);
    assertThat(run.at("/tool/driver/rules/0/id").asText()).isEqualTo("worker-group-name-pod");
    assertThat(run.at("/tool/driver/rules/0/shortDescription/text").asText()).contains("pod names");
    JsonNode result = run.at("/results/0");
    assertThat(result.path("ruleId").asText()).isEqualTo("worker-group-name-pod");
    assertThat(result.path("ruleIndex").asInt()).isZero();
    assertThat(result.path("level").asText()).isEqualTo("error");
    assertThat(result.at("/message/text").asText())
        .startsWith("RayCluster team/old: spec.extensions[0].groupName: ")
        .contains("gpu_workers");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(8);
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .startsWith("file:///")
        .endsWith("/bad%20manifest.yaml");
  }

  @Test
  void sarifLogNamesFilesBelowTheWorkingDirectoryAsTheyStandThere() throws IOException {
    Path here = Files.createTempFile(Path.of("target"), "bad", ".yaml");
    Files.writeString(here, ANT.replace("groupName: cpu", "groupName: gpu_workers"));

    JsonNode log =
        new ObjectMapper()
            .readTree(
                CommandLineRun.of("validate", "-f", here.toAbsolutePath(), "-o", "sarif").out());

    assertThat(
            log.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo(here.toString());
  }

  @Test
  void sarifLogOfValidManifestsHasNoResults() throws IOException {
    JsonNode log =
        new ObjectMapper()
            .readTree(
                CommandLineRun.of("validate", "-f", write("good.yaml", V1), "-o", "sarif").out());

    assertThat(log.at("/runs/0/results").isArray()).isTrue();
    assertThat(log.at("/runs/0/results")).isEmpty();
  }

  @Test
  void severalFilesMayFollowOneOption() throws IOException {
    Path one = write("one.yaml", ANT);
    Path two = write("two.yaml", V1);

    assertThat(CommandLineRun.of("validate", "-f", one, two, "-o", "text").err())
        .isEqualTo("2 RayClusters checked: 0 errors, 0 warnings\n");
  }

  @Test
  void aSingleFindingIsSpokenOfAsOne() throws IOException {
    Path file = write("bad.yaml", ANT.replace("groupName: cpu", "groupName: gpu_workers"));

    assertThat(CommandLineRun.of("validate", "-f", file).err())
        .isEqualTo("1 RayCluster checked: 1 error, 0 warnings\n");
  }

  @Test
  void itemsOfListsAreChecked() throws IOException {
    String list =
        "{apiVersion: v1, kind: List, items: [{apiVersion: ray.io/v1, kind: RayCluster, metadata: {name: x}}]}";

    assertThat(CommandLineRun.of("validate", "-f", write("list.yaml", list)))
        .returns(ExitCode.FINDINGS, CommandLineRun::exitCode)
        .extracting(CommandLineRun::out)
        .asString()
        .contains("RayCluster x: error: spec");
  }

  @Test
  void mixtureOfLayoutsIsAnError() throws IOException {
    Path file = write("mixed.yaml", ANT.replace("clusterName: demo", "workerGroupSpecs: []"));

    assertThat(CommandLineRun.of("validate", "-f", file))
        .returns(ExitCode.FINDINGS, CommandLineRun::exitCode)
        .extracting(CommandLineRun::out)
        .asString()
        .contains("error: spec: the spec mixes fields of several layouts: ");
  }

  @Test
  void olderLayoutUnderTheNewVersionIsAnErrorThatShowsTheWay() throws IOException {
    Path file = write("raised.yaml", ANT.replace("ray.io/v1alpha1", "ray.io/v1"));

    assertThat(CommandLineRun.of("validate", "-f", file))
        .returns(ExitCode.FINDINGS, CommandLineRun::exitCode)
        .extracting(CommandLineRun::out)
        .asString()
        .contains(
            "error: spec: has Ant's layout, which ray.io/v1 does not know; write apiVersion: ray.io/v1alpha1");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}

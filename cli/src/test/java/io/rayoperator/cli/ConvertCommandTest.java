package io.rayoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.cli.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {

  private static final String ANT =
      """
      # a comment
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata:
        name: demo
      spec:
        clusterName: something else
        images:
          defaultImage: rayproject/ray:2.9.0
        extensions:
        - type: head
          groupName: head-group
          replicas: 1
          command: ray start --head
      """;

  private static final String CONFIG_MAP =
      """
      # mine
      kind: ConfigMap
      apiVersion: v1
      metadata: {name: demo}
      """;

  @TempDir Path directory;

  @Test
  void convertedThereAndBackIsTheSame() throws IOException {
    Path ant = write("ant.yaml", ANT);
    CommandLineRun there = CommandLineRun.of("convert", "-f", ant, "--to", "v1");
    Path v1 = write("v1.yaml", there.out());
    CommandLineRun back = CommandLineRun.of("convert", "-f", v1, "--to", "v1alpha1");

    assertThat(there.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(there.out())
        .startsWith("# a comment\napiVersion: ray.io/v1\nkind: RayCluster\n")
        .contains("headGroupSpec:");
    assertThat(there.err())
        .isEqualTo(
            "1 RayClusters converted to ray.io/v1, 0 had that form already, 0 other objects left as they are\n");
    assertThat(back.out())
        .startsWith(
            "# a comment\napiVersion: ray.io/v1alpha1\nkind: RayCluster\nmetadata:\n  name: demo\nspec:\n");
    assertThat(content(write("back.yaml", back.out()))).isEqualTo(content(ant));
  }

  private static final String PYTHON =
      """
      # a comment
      apiVersion: cluster.ray.io/v1
      kind: RayCluster
      metadata:
        name: example-cluster
        uid: 0-1
        labels: {team: a}
        annotations:
          kopf.zalando.org/last-handled-configuration: "{}"
      spec:
        upscalingSpeed: 3.5
        headPodType: head-node
        podTypes:
        - name: head-node
          podConfig:
            spec:
              containers:
              - name: ray-node
                image: rayproject/ray:2.9.0
      """;

  @Test
  void thePythonOperatorsClustersLeaveForRayIo() throws IOException {
    CommandLineRun run = CommandLineRun.of("convert", "-f", write("python.yaml", PYTHON));
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .startsWith(
            "# a comment\n# spec.upscalingSpeed: 3.5 has no equal; the autoscaler's upscalingMode is Default")
        .contains("apiVersion: ray.io/v1\n", "team: a", "ray start --block")
        .doesNotContain("kopf", "uid");
    JsonNode converted = content(write("v1.yaml", run.out()));
    assertThat(converted.at("/metadata/annotations").has("cluster.ray.io/autoscaler"))
        .as("the autoscaler is in the head pod")
        .isFalse();
    CommandLineRun valid = CommandLineRun.of("validate", "-f", write("again.yaml", run.out()));
    assertThat(valid.exitCode()).as("%s%s", valid.out(), valid.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void thePythonOperatorsClustersThatCannotWorkAreNamed() throws IOException {
    String broken = PYTHON.replace("headPodType: head-node", "headPodType: nobody");
    CommandLineRun run = CommandLineRun.of("convert", "-f", write("python.yaml", broken));
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.out()).isEqualTo(broken);
    assertThat(run.err())
        .contains("document 1: RayCluster example-cluster: spec.headPodType: \"nobody\"");
  }

  @Test
  void otherDocumentsAndCurrentOnesKeepTheirText() throws IOException {
    String current =
        "# current\napiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: new}\nspec: {}\n";
    Path file =
        write("all.yaml", CONFIG_MAP + "---\n" + current + "---\n# nothing here\n---\n" + ANT);

    CommandLineRun run = CommandLineRun.of("convert", "-f", file, "--to", "ray.io/v1");

    assertThat(run.out())
        .startsWith(
            CONFIG_MAP
                + "---\n"
                + current
                + "---\n# nothing here\n---\n# a comment\napiVersion: ray.io/v1\n");
    assertThat(run.err())
        .startsWith(
            "1 RayClusters converted to ray.io/v1, 1 had that form already, 1 other objects");
  }

  @Test
  void itemsOfListsAreConverted() throws IOException {
    String item =
        "{\"apiVersion\": \"ray.io/v1\", \"kind\": \"RayCluster\", \"metadata\": {\"name\": \"demo\"}}";
    String list =
        "{\"apiVersion\": \"ray.io/v1\", \"kind\": \"RayClusterList\", \"items\": [" + item + "]}";

    CommandLineRun run =
        CommandLineRun.of("convert", "-f", write("list.json", list), "--to", "v1alpha1:kuberay");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .startsWith(
            "apiVersion: ray.io/v1alpha1\nkind: RayClusterList\nitems:\n- apiVersion: ray.io/v1alpha1\n");
  }

  @Test
  void anotherLayoutCanBeChosen() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("convert", "-f", write("ant.yaml", ANT), "--to", "v1alpha1:kuberay");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .startsWith("# a comment\napiVersion: ray.io/v1alpha1\n")
        .contains("headGroupSpec:")
        .doesNotContain("extensions:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant", "bytedance", "microsoft", "kuberay"})
  void everyLayoutCanBeWrittenAndReadBack(String layout) throws IOException {
    CommandLineRun there =
        CommandLineRun.of("convert", "-f", write("ant.yaml", ANT), "--to", "v1alpha1:" + layout);
    Path shown = write("shown.yaml", there.out());
    CommandLineRun hub = CommandLineRun.of("convert", "-f", shown, "--to", "v1");

    assertThat(there.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(hub.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(content(write("hub.yaml", hub.out())).path("spec"))
        .isEqualTo(
            content(
                    write(
                        "v1.yaml",
                        CommandLineRun.of("convert", "-f", write("ant.yaml", ANT), "--to", "v1")
                            .out()))
                .path("spec"));
  }

  @Test
  void olderLayoutUnderTheNewVersionIsReadForWhatItIs() throws IOException {
    Path raised = write("raised.yaml", ANT.replace("ray.io/v1alpha1", "ray.io/v1"));

    CommandLineRun up = CommandLineRun.of("convert", "-f", raised, "--to", "v1");
    CommandLineRun old = CommandLineRun.of("convert", "-f", raised, "--to", "v1alpha1");

    assertThat(up.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(up.out())
        .isEqualTo(CommandLineRun.of("convert", "-f", write("ant.yaml", ANT), "--to", "v1").out());
    assertThat(content(write("old.yaml", old.out()))).isEqualTo(content(write("ant.yaml", ANT)));
  }

  @Test
  void directoryMeansAllItsManifests() throws IOException {
    write("a.yaml", ANT);
    write("b.yaml", ANT);

    assertThat(CommandLineRun.of("convert", "-f", directory, "--to", "v1").err())
        .startsWith("2 RayClusters converted");
  }

  @Test
  void specOfNoLayoutIsAFindingAndStaysAsItIs() throws IOException {
    String odd = ANT.replace("clusterName: something else", "headGroupSpec: {}");

    CommandLineRun run = CommandLineRun.of("convert", "-f", write("odd.yaml", odd), "--to", "v1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.out()).isEqualTo(odd);
    assertThat(run.err())
        .startsWith(
            directory.resolve("odd.yaml")
                + ", document 1: RayCluster demo: the spec mixes fields of several layouts: ");
  }

  @Test
  void filesWithoutRayClustersComeOutByteForByte() throws IOException {
    for (String text :
        List.of(
            "---\n" + CONFIG_MAP + "--- # second\na:   1   # one\n---\n\n---\nb: [1,\n 2]",
            "a: 1\r\n---\r\nb: 2\r\n",
            "{\"kind\": \"ConfigMap\",\n\t\"data\": {}}\n")) {
      assertThat(CommandLineRun.of("convert", "-f", write("other.yaml", text)).out())
          .isEqualTo(text);
    }
  }

  @Test
  void documentsOfSeveralFilesAreSeparated() throws IOException {
    write("a.yaml", "a: 1");
    write("b.yaml", "b: 2\n");

    assertThat(CommandLineRun.of("convert", "-f", directory).out()).isEqualTo("a: 1\n---\nb: 2\n");
  }

  @Test
  void commentsBeforeTheFirstKeyAndTheOrderOfKeysStay() throws IOException {
    String text =
        """
        --- # of team demo
        # do not touch

        kind: RayCluster
        spec:
          rayVersion: 2.9.0 # lost
          headGroupSpec: {template: {}}
        apiVersion: ray.io/v1alpha1
        metadata: {name: demo}
        """;

    assertThat(CommandLineRun.of("convert", "-f", write("old.yaml", text)).out())
        .isEqualTo(
            """
            --- # of team demo
            # do not touch

            kind: RayCluster
            spec:
              rayVersion: 2.9.0
              headGroupSpec:
                template: {}
            apiVersion: ray.io/v1
            metadata:
              name: demo
            """);
  }

  @Test
  void flowDocumentBehindTheDashesBecomesABlockBelowThem() throws IOException {
    String text =
        "--- {apiVersion: ray.io/v1alpha1, kind: RayCluster, spec: {headGroupSpec: {}}}\n";

    assertThat(CommandLineRun.of("convert", "-f", write("old.yaml", text)).out())
        .isEqualTo("---\napiVersion: ray.io/v1\nkind: RayCluster\nspec:\n  headGroupSpec: {}\n");
  }

  @Test
  void checkSaysWhatTravelsInTheAnnotation() throws IOException {
    Path file = write("ant.yaml", CONFIG_MAP + "---\n" + ANT);

    CommandLineRun run = CommandLineRun.of("convert", "-f", file, "--check");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .isEqualTo(
            file
                + """
                , document 2: RayCluster demo: nothing gets lost on the way to ray.io/v1 and back
                  Carried in the annotation conversion.ray.io/v1alpha1:
                    spec.clusterName: "something else"
                    spec.images: {"defaultImage":"rayproject/ray:2.9.0"}
                    spec.extensions[0].image: absent, not "rayproject/ray:2.9.0"
                    spec.extensions[0].groupName: "head-group", not "headgroup"
                """);
    assertThat(run.err())
        .isEqualTo(
            "1 RayClusters checked: 1 keep everything on the way to ray.io/v1 and back, 0 do not\n");
  }

  @Test
  void checkFailsIfAChangeOfLayoutDropsSomething() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "convert", "-f", write("ant.yaml", ANT), "--to", "v1alpha1:kuberay", "--check");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.out())
        .contains("RayCluster demo: NOT the same after the way to ray.io/v1alpha1 in KubeRay's")
        .contains("  Dropped, as only the former layout can say it:\n    spec.clusterName: ");
  }

  @Test
  void checkOfAV1ObjectSaysWhatTheLayoutCannotShow() throws IOException {
    String v1 =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          managedBy: ray.io/kuberay-operator
          headGroupSpec: {template: {}}
          workerGroupSpecs:
          - {groupName: cpu}
          - {groupName: gpu, numOfHosts: 4}
        """;

    CommandLineRun run =
        CommandLineRun.of("convert", "-f", write("v1.yaml", v1), "--to", "v1alpha1", "--check");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .endsWith(
            """
              Carried in the annotation conversion.ray.io/v1:
                spec.managedBy: "ray.io/kuberay-operator"
                spec.workerGroupSpecs[1].numOfHosts: 4
            """);
  }

  @Test
  void explainSaysWhereEachFieldOfThisObjectGoesAndWhatIsAdded() throws IOException {
    CommandLineRun run = CommandLineRun.of("convert", "-f", write("ant.yaml", ANT), "--explain");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("\n  ANT'S LAYOUT +IN V1\n  spec.clusterName +\\(annotation\\) +\\[1]\n")
        .containsPattern(
            "\n  spec.images.defaultImage +spec.headGroupSpec.template.spec.containers\\[0].image ")
        .containsPattern(
            "\n  spec.extensions\\[0].command +spec.headGroupSpec.template.spec.containers\\[0].command ")
        .containsPattern("\n  spec.extensions\\[0].replicas +\\(annotation\\) ")
        .contains("\n  [1] Ant's operator never read it: metadata.name names the cluster\n")
        .contains("  Added, as v1 has to say it:\n")
        .contains("    spec.headGroupSpec.headService: {\"metadata\":{\"name\":\"demo-head\"}")
        .contains("  Carried in the annotation conversion.ray.io/v1alpha1:\n")
        .doesNotContain("workerGroupSpecs[0]");
  }

  @Test
  void explainReadsTheTableBackwardsFromV1() throws IOException {
    Path v1 =
        write(
            "v1.yaml",
            CommandLineRun.of("convert", "-f", write("ant.yaml", ANT), "--to", "v1").out());

    CommandLineRun run = CommandLineRun.of("convert", "-f", v1, "--to", "v1alpha1", "--explain");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .containsPattern("\n  V1 +IN ANT'S LAYOUT\n")
        .containsPattern(
            "\n  spec.headGroupSpec.template.spec.containers\\[0].args +spec.extensions\\[0].command ")
        .contains("  Brought back from the annotation conversion.ray.io/v1alpha1:\n")
        .contains("    spec.clusterName: \"something else\"\n");
  }

  @Test
  void reportOfASpecOfNoLayoutIsAFinding() throws IOException {
    String odd = ANT.replace("clusterName: something else", "headGroupSpec: {}");

    CommandLineRun run = CommandLineRun.of("convert", "-f", write("odd.yaml", odd), "--check");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("mixes fields").endsWith("1 cannot be converted\n");
  }

  @Test
  void checkAndExplainAreAlternatives() {
    assertThat(CommandLineRun.of("convert", "-f", "-", "--check", "--explain").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void unreadableFileIsAFailureWithItsPlace() throws IOException {
    Path file = write("bad.yaml", "a: [1\n");

    assertThat(CommandLineRun.of("convert", "-f", file, "--to", "v1"))
        .returns(ExitCode.FAILURE, CommandLineRun::exitCode)
        .returns("", CommandLineRun::out)
        .extracting(CommandLineRun::err)
        .asString()
        .startsWith("ray-operator convert: " + file + ", document 1, line 2, column 1: ");
    assertThat(CommandLineRun.of("convert", "-f", directory.resolve("none.yaml"), "--to", "v1"))
        .returns(ExitCode.FAILURE, CommandLineRun::exitCode)
        .returns(
            "ray-operator convert: "
                + directory.resolve("none.yaml")
                + ": no such file or directory\n",
            CommandLineRun::err);
  }

  @Test
  void unknownTargetIsAUsageError() {
    assertThat(CommandLineRun.of("convert", "-f", "-", "--to", "v2").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(CommandLineRun.of("convert", "-f", "-", "--to", "v1:ant").err())
        .contains("only v1alpha1 has layouts");
    assertThat(CommandLineRun.of("convert", "-f", "-", "--to", "v1alpha1:kubeflow").err())
        .contains("'kubeflow' is no layout; these are: ant, bytedance, kuberay, microsoft");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static JsonNode content(Path file) throws IOException {
    return Manifests.read(file).stream().map(Manifest::content).findFirst().orElseThrow();
  }
}

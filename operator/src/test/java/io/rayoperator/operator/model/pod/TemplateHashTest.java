package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.HEAD;
import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.cluster.DesiredCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateHashTest {

  private static final String AUTOSCALING = "enableInTreeAutoscaling: true\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas: 5\nminReplicas: 1\nmaxReplicas: 9",
        "scaleStrategy: {workersToDelete: [a]}",
        "suspend: true",
        "rollingUpdate: {maxSurge: 1}",
        "idleTimeoutSeconds: 5\npriority: 1",
        "rayStartParams: {}\nlabels: {}\nnumOfHosts: 1"
      })
  void whatChangesNoPodDoesNotCount(String fields) {
    assertThat(worker(withGroups(group("small", fields))))
        .isEqualTo(worker(withGroups(group("small", ""))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "numOfHosts: 2",
        "rayStartParams: {num-cpus: '1'}",
        "labels: {a: b}",
        "resources: {CPU: '1'}"
      })
  void whatChangesPodsCounts(String fields) {
    assertThat(worker(withGroups(group("small", fields))))
        .isNotEqualTo(worker(withGroups(group("small", ""))));
  }

  @Test
  void otherGroupsAndTheRestOfTheSpecDoNotCount() {
    String alone = withGroups(group("small", ""));
    String more =
        "rayVersion: 2.53.0\nsuspend: true\n" + withGroups(group("small", ""), group("b", ""));
    assertThat(worker(more)).isEqualTo(worker(alone));
    assertThat(head(more)).isEqualTo(head(alone));
    String otherHead = alone.replaceFirst("rayproject/ray:2.52.0", "another");
    assertThat(worker(otherHead)).isEqualTo(worker(alone));
    assertThat(head(otherHead)).isNotEqualTo(head(alone));
    String service = alone.replace("headGroupSpec:", "headGroupSpec:\n  serviceType: NodePort");
    assertThat(head(service)).isEqualTo(head(alone));
  }

  @Test
  void whatKueueWritesDoesNotCount() {
    String kueue =
        HEAD.replace(
            "      containers:",
            "      tolerations: [{key: a}]\n      schedulingGates: [{name: b}]\n      containers:");
    assertThat(kueue).contains("schedulingGates");
    assertThat(head(kueue)).isEqualTo(head(HEAD));
  }

  @Test
  void sidecarOfTheAutoscalerIsPartOfTheHead() {
    assertThat(head(AUTOSCALING + HEAD)).isNotEqualTo(head(HEAD));
    assertThat(head(AUTOSCALING + "autoscalerOptions: {image: a}\n" + HEAD))
        .isNotEqualTo(head(AUTOSCALING + HEAD));
    assertThat(head("autoscalerOptions: {image: a}\n" + HEAD)).isEqualTo(head(HEAD));
    assertThat(
            head(
                AUTOSCALING
                    + "autoscalerOptions: {idleTimeoutSeconds: 9, upscalingMode: Default}\n"
                    + HEAD))
        .isEqualTo(head(AUTOSCALING + HEAD));
  }

  @Test
  void secondAutoscalerChangesHowWorkersRestart() {
    String workers = withGroups(group("small", ""));
    assertThat(worker(AUTOSCALING + workers)).isEqualTo(worker(workers));
    assertThat(worker(AUTOSCALING + "autoscalerOptions: {version: v2}\n" + workers))
        .isNotEqualTo(worker(workers));
  }

  @Test
  void onlyHashesOfTheSameMethodCanBeCompared() {
    assertThat(TemplateHash.isComparable(head(HEAD))).isTrue();
    assertThat(TemplateHash.isComparable("2-ABC")).isFalse();
    assertThat(TemplateHash.isComparable("")).isFalse();
    assertThat(head(HEAD)).matches("1-[0-9A-V]{32}");
  }

  private static String head(String spec) {
    DesiredCluster cluster = cluster(spec);
    return TemplateHash.of(cluster, cluster.head());
  }

  private static String worker(String spec) {
    DesiredCluster cluster = cluster(spec);
    return TemplateHash.of(cluster, cluster.workerGroups().getFirst());
  }
}

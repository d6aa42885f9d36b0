package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static io.rayoperator.operator.model.pod.MadePods.ray;
import static io.rayoperator.operator.model.pod.MadePods.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.rayoperator.testing.Contract;
import org.junit.jupiter.api.Test;

@Contract("2.9")
class AutoscalerSidecarTest {

  private static final String AUTOSCALING = "enableInTreeAutoscaling: true\n";
  private static final String CLUSTER = AUTOSCALING + withGroups(group("a", "replicas: 1"));

  @Test
  void thereIsNoneUnlessAutoscalingIsOn() {
    assertThat(MadePods.head(withGroups()).getSpec().getContainers()).hasSize(1);
  }

  @Test
  void defaultsAreHalfACpuAndHalfAGibibyte() {
    Container autoscaler = autoscaler(CLUSTER);
    assertThat(autoscaler.getCommand()).containsExactly("/bin/bash", "-c", "--");
    assertThat(autoscaler.getResources().getRequests().get("cpu")).hasToString("500m");
    assertThat(autoscaler.getResources().getRequests().get("memory")).hasToString("512Mi");
    assertThat(autoscaler.getPorts()).isEmpty();
    assertThat(autoscaler.getLivenessProbe()).isNull();
    assertThat(valuesOf(autoscaler, "KUBERAY_GEN_AUTOSCALER_START_CMD"))
        .isEqualTo(autoscaler.getArgs());
    assertThat(MadePods.field(autoscaler, "RAY_CLUSTER_NAME"))
        .isEqualTo("metadata.labels['ray.io/cluster']");
    assertThat(MadePods.field(autoscaler, "RAY_HEAD_POD_NAME")).isEqualTo("metadata.name");
  }

  @Test
  void optionsReplaceOrExtendTheDefaults() {
    Container autoscaler =
        autoscaler(
            CLUSTER
                + """
                autoscalerOptions:
                  image: mine
                  imagePullPolicy: Always
                  command: [run]
                  args: [this]
                  resources: {limits: {cpu: 1}}
                  env: [{name: MINE, value: x}]
                  envFrom: [{secretRef: {name: s}}]
                  volumeMounts: [{name: data, mountPath: /data}]
                  securityContext: {runAsUser: 7}
                """);
    assertThat(autoscaler.getImage()).isEqualTo("mine");
    assertThat(autoscaler.getImagePullPolicy()).isEqualTo("Always");
    assertThat(autoscaler.getCommand()).containsExactly("run");
    assertThat(autoscaler.getArgs()).containsExactly("this");
    assertThat(autoscaler.getResources().getRequests()).isEmpty();
    assertThat(autoscaler.getResources().getLimits()).containsOnlyKeys("cpu");
    assertThat(autoscaler.getEnv()).extracting(EnvVar::getName).endsWith("MINE").hasSize(6);
    assertThat(autoscaler.getEnvFrom()).hasSize(1);
    assertThat(autoscaler.getVolumeMounts())
        .extracting("mountPath")
        .containsExactly("/data", "/tmp/ray");
    assertThat(autoscaler.getSecurityContext().getRunAsUser()).isEqualTo(7);
  }

  @Test
  void pullPolicyOfTheRayContainerIsNotInherited() {
    assertThat(
            autoscaler(AUTOSCALING + MadePods.headWith("imagePullPolicy: Always"))
                .getImagePullPolicy())
        .isEqualTo("IfNotPresent");
  }

  @Test
  void version1IsToldAndChangesNoRestarts() {
    String spec = CLUSTER + "autoscalerOptions: {version: v1}\n";
    Pod head = MadePods.head(spec);
    assertThat(valuesOf(ray(head), "RAY_enable_autoscaler_v2")).containsExactly("false");
    assertThat(head.getSpec().getRestartPolicy()).isNull();
    assertThat(MadePods.worker(spec).getSpec().getRestartPolicy()).isNull();
  }

  @Test
  void version2ForbidsRestartsOfWorkersToo() {
    Pod worker = MadePods.worker(CLUSTER + "autoscalerOptions: {version: v2}\n");
    assertThat(worker.getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(valuesOf(ray(worker), "RAY_enable_autoscaler_v2")).isEmpty();
  }

  private static Container autoscaler(String spec) {
    Container autoscaler = MadePods.head(spec).getSpec().getContainers().get(1);
    assertThat(autoscaler.getName()).isEqualTo("autoscaler");
    return autoscaler;
  }
}

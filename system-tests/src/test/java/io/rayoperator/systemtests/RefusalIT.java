package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What cannot work is refused by kubectl apply: with every error at once, in the words of the
 * manifest.
 */
class RefusalIT extends WithWebhooks {

  @Test
  void allErrorsOfACurrentManifestAreNamed() {
    String invalid =
        """
        apiVersion: ray.io/v1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          headGroupSpec:
            template:
              spec:
                containers:
                - {name: ray-head, image: rayproject/ray:2.52.0}
          workerGroupSpecs:
          - groupName: cpu
            minReplicas: 5
            maxReplicas: 2
            template: &workers
              spec:
                containers:
                - {name: ray-worker, image: rayproject/ray:2.52.0}
          - groupName: gpu_workers
            template: *workers
          - groupName: headgroup
            template: *workers
        """;

    assertThat(kubectl.apply(invalid).fails().stderr())
        .contains(
            "spec.workerGroupSpecs[0].m",
            "spec.workerGroupSpecs[1].groupName",
            "spec.workerGroupSpecs[2].groupName");
  }

  @Test
  void errorsOfAnOldManifestAreNamedInItsLayout() {
    String invalid =
        """
        apiVersion: ray.io/v1alpha1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          clusterName: demo
          images: {defaultImage: rayproject/ray:2.9.0}
          extensions:
          - {type: worker, groupName: cpu, replicas: 1, command: ray start}
          - {type: head, groupName: head-group, replicas: 1, command: ray start --head}
          - {type: worker, groupName: cpu workers, replicas: 1, command: ray start}
          - {type: worker, groupName: gpu_workers, replicas: 1, command: ray start}
        """;

    assertThat(kubectl.apply(invalid).fails().stderr())
        .contains("spec.extensions[2].groupName", "spec.extensions[3].groupName")
        .doesNotContain("workerGroupSpecs");
  }

  @Test
  void fieldsOfTwoLayoutsAreRefusedByName() {
    String invalid =
        """
        apiVersion: ray.io/v1alpha1
        kind: RayCluster
        metadata: {name: demo}
        spec:
          headGroupSpec:
            rayStartParams: {}
            template: {spec: {containers: [{name: ray-head, image: rayproject/ray:2.9.0}]}}
          extensions:
          - {type: worker, groupName: cpu, replicas: 1, command: ray start}
        """;

    assertThat(kubectl.apply(invalid).fails().stderr())
        .contains("headGroupSpec", "extensions", "layout");
  }

  @Test
  void oldVersionWarns() {
    assertThat(kubectl.apply(OldManifest.KUBERAY.yaml()).succeeds().stderr())
        .contains("Warning: ", "ray.io/v1alpha1", "ray.io/v1");
  }

  @Test
  void misspelledFieldIsRefused() {
    String misspelled = OldManifest.KUBERAY.yaml().replace("workerGroupSpecs:", "workerGroupSpec:");

    assertThat(kubectl.apply(misspelled).fails().stderr())
        .contains("unknown field \"spec.workerGroupSpec\"");
  }
}

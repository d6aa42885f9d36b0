package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.Clusters.withHeadContainer;
import static io.rayoperator.api.v1.validation.Clusters.withHeadPod;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes and their mounts. */
class VolumeRulesTest {

  private static final String HEAD = "spec.headGroupSpec.template.spec.";

  private static List<String> texts(RayCluster cluster) {
    return validate(cluster).stream().map(Violation::toString).toList();
  }

  private static List<String> ids(RayCluster cluster) {
    return validate(cluster).stream().map(violation -> violation.rule().id()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: a_b, emptyDir: {}}                      | name: Invalid value: "a_b": must have at most 63 lower-case letters, digits and '-', and begin and end with a letter or digit
          {emptyDir: {}}                                 | name: Required value: give the volume a name
          {name: a, emptyDir: {}, hostPath: {path: /a}}  | : Invalid value: 2: is the number of sources; leave one and remove the others
          {name: a}                                      | : Required value: says nothing of what the volume is, so that it becomes an emptyDir; write emptyDir: {} if that is meant
          {name: a, secret: {}}                          | secret.secretName: Required value: say which one it is
          {name: a, configMap: {optional: true}}         | configMap.name: Required value: say which one it is
          {name: a, persistentVolumeClaim: {claimName: ''}} | persistentVolumeClaim.claimName: Required value: say which one it is
          {name: a, hostPath: {path: ''}}                | hostPath.path: Required value: say which one it is
          {name: a, hostPath: {path: /a/../b}}           | hostPath.path: Invalid value: "/a/../b": must not contain '..'
          {name: a, hostPath: {path: /a, type: Dir}}     | hostPath.type: Unsupported value: "Dir": must be one of DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice, BlockDevice
          {name: a, emptyDir: {sizeLimit: -1}}           | emptyDir.sizeLimit: Invalid value: "-1": must be a quantity of 0 or more, such as 10Gi
          """)
  void volumeIsWrong(String volume, String text) {
    String path = HEAD + "volumes[0]" + (text.startsWith(":") ? "" : ".");
    assertThat(texts(withHeadPod("volumes: [" + volume + "]"))).containsExactly(path + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a, hostPath: {path: /a..b/..., type: ''}}",
        "{name: a, emptyDir: {sizeLimit: 1.5Gi}}",
        "{name: a, emptyDir: {sizeLimit: 0}}",
        "{name: a, image: {reference: quay.io/a:b}}",
        "{name: a, csi: {driver: d}}",
        "{name: a, projected: {sources: []}}",
        "{name: a, sourceOfTomorrow: {}}"
      })
  void volumeIsAllowed(String volume) {
    assertThat(texts(withHeadPod("volumes: [null, " + volume + "]"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: v, mountPath: /v}                                   |
          {name: v, mountPath: /v, subPath: a..b/c}                  |
          {name: v, mountPath: /v, subPathExpr: $(POD)}              |
          {name: v, mountPath: /v, mountPropagation: HostToContainer} |
          {name: w, mountPath: /v}                                   | name: Invalid value: "w": the pod has no volume of this name; add it to volumes of the template
          {mountPath: /v}                                            | name: Required value: name the volume to mount
          {name: v}                                                  | mountPath: Required value: say where to mount the volume
          {name: v, mountPath: /v, subPath: ../a}                    | subPath: Invalid value: "../a": must be a path within the volume: no '/' at its beginning, no '..'
          {name: v, mountPath: /v, subPathExpr: /a}                  | subPathExpr: Invalid value: "/a": must be a path within the volume: no '/' at its beginning, no '..'
          {name: v, mountPath: /v, subPath: a, subPathExpr: b}       | subPathExpr: Invalid value: "b": must not be there together with subPath; remove one of the two
          {name: v, mountPath: /v, mountPropagation: Both}           | mountPropagation: Unsupported value: "Both": must be one of None, HostToContainer, Bidirectional
          {name: v, mountPath: /v, mountPropagation: Bidirectional}  | mountPropagation: Invalid value: "Bidirectional": is for containers with securityContext.privileged: true only
          """)
  void mountOfAVolume(String mount, String text) {
    assertThat(
            texts(
                withHeadPod(
                    "volumes: [{name: v, emptyDir: {}}], containers: [{name: a, image: b, volumeMounts: ["
                        + mount
                        + "]}]")))
        .isEqualTo(
            text == null ? List.of() : List.of(HEAD + "containers[0].volumeMounts[0]." + text));
  }

  @Test
  void privilegedContainersShareTheirMounts() {
    assertThat(
            ids(
                withHeadPod(
                    "volumes: [{name: v, emptyDir: {}}], containers: [{name: a, image: b, securityContext: {privileged: true},"
                        + " volumeMounts: [{name: v, mountPath: /v, mountPropagation: Bidirectional}]}]")))
        .isEmpty();
  }

  @Test
  void mountsOfInitContainersAreCheckedToo() {
    assertThat(
            ids(
                withHeadPod(
                    "initContainers: [{name: a, image: b, volumeMounts: [{name: v, mountPath: /v}]}]")))
        .containsExactly("mount-volume-exists");
  }

  @Test
  void sharedMemoryCanBeMountedAsLongAsTheOperatorAddsIt() {
    assertThat(ids(withHeadContainer("volumeMounts: [{name: shared-mem, mountPath: /mine}]")))
        .isEmpty();
    assertThat(ids(withHeadContainer("volumeMounts: [{name: shared-mem, mountPath: /dev/shm}]")))
        .containsExactly("mount-volume-exists");
    assertThat(
            ids(
                changed(
                    "spec: {headGroupSpec: {rayStartParams: {plasma-directory: /a}, template: {spec: {containers:"
                        + " [{name: a, image: b, volumeMounts: [{name: shared-mem, mountPath: /mine}]}]}}}}")))
        .containsExactly("mount-volume-exists");
  }

  @Test
  void logsOfRayCanBeMountedOnAHeadWithAutoscalingAndByTheAutoscaler() {
    String mount = "volumeMounts: [{name: ray-logs, mountPath: /logs}]";
    String cluster =
        "spec: {enableInTreeAutoscaling: %s, autoscalerOptions: {"
            + mount
            + "}, headGroupSpec: {rayStartParams: {num-cpus: '1'}, template: {spec: {containers: [{name: a, image: b, "
            + mount
            + "}]}}}, workerGroupSpecs: [{groupName: w, rayStartParams: {num-cpus: '1'}%s}]}";
    String worker = ", template: {spec: {containers: [{name: a, image: b, " + mount + "}]}}";
    assertThat(ids(changed(cluster.formatted("true", "")))).isEmpty();
    assertThat(ids(changed(cluster.formatted("true", worker))))
        .containsExactly("mount-volume-exists");
    assertThat(ids(changed(cluster.formatted("false", "")))).containsExactly("mount-volume-exists");
  }

  @Test
  void mountsOfTheAutoscalerAreThoseOfAContainer() {
    assertThat(
            texts(
                changed(
                    """
                    spec:
                      enableInTreeAutoscaling: true
                      autoscalerOptions: {volumeMounts: [{name: v, mountPath: /v}]}
                      headGroupSpec: {rayStartParams: {num-cpus: "1"}}
                      workerGroupSpecs: [{groupName: w, rayStartParams: {num-cpus: "1"}}]
                    """)))
        .containsExactly(
            "spec.autoscalerOptions.volumeMounts[0].name: Invalid value: \"v\": the pod has no volume of this name; add it to"
                + " volumes of the template");
  }

  @Test
  void volumesOfFeaturesThatTheOperatorWillActOnMayBeMounted() {
    assertThat(
            validate(
                changed(
                    "spec: {tlsOptions: {enabled: false}, historyServerOptions: {collectorOptions: {image: c, env: [{name:"
                        + " STORAGE_BACKEND, value: other}]}}, gcsFaultToleranceOptions: {}, headGroupSpec: {template: {spec:"
                        + " {containers: [{name: a, image: b, volumeMounts: [{name: ray-tls, mountPath: /t}, {name: ray-logs,"
                        + " mountPath: /l}, {name: gcs-storage, mountPath: /g}]}]}}}}")))
        .filteredOn(Violation::isError)
        .isEmpty();
  }
}

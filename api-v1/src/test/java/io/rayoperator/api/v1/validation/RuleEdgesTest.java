package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.Clusters.valid;
import static io.rayoperator.api.v1.validation.Clusters.withHeadContainer;
import static io.rayoperator.api.v1.validation.Clusters.withHeadPod;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validateUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where rules begin and end: the last value that is allowed, and the second place of a rule. */
class RuleEdgesTest {

  private static final String AUTOSCALING =
      "enableInTreeAutoscaling: true, workerGroupSpecs: [{groupName: a, rayStartParams: {num-cpus: '1'}}]";
  private static final String ROCKSDB = "gcsFaultToleranceOptions: {backend: rocksdb";

  private static List<String> found(RayCluster cluster) {
    return validate(cluster).stream()
        .map(violation -> violation.field() + " " + violation.rule().id())
        .toList();
  }

  private static List<String> errors(RayCluster cluster) {
    return validate(cluster).stream()
        .filter(Violation::isError)
        .map(violation -> violation.field() + " " + violation.rule().id())
        .toList();
  }

  @Test
  void everyChapterHasATitleAndRules() {
    assertThat(RayClusterValidator.rules())
        .isNotEmpty()
        .allSatisfy(
            chapter -> {
              assertThat(chapter.title()).isNotBlank();
              assertThat(chapter.rules()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({"63, true", "64, false"})
  void labelsHaveAtMost63Characters(int length, boolean allowed) {
    String name = "a".repeat(length);
    assertThat(KubernetesNames.isDns1035Label(name)).isEqualTo(allowed);
    assertThat(KubernetesNames.isDns1123Label(name)).isEqualTo(allowed);
    assertThat(KubernetesNames.isLabelValue(name)).isEqualTo(allowed);
    assertThat(KubernetesNames.isQualifiedName(name)).isEqualTo(allowed);
    assertThat(KubernetesNames.isQualifiedName("a/" + name)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"253, true", "254, false"})
  void subdomainsHaveAtMost253Characters(int length, boolean allowed) {
    String name = "a".repeat(length);
    assertThat(KubernetesNames.isDns1123Subdomain(name)).isEqualTo(allowed);
    assertThat(found(withHeadPod("securityContext: {sysctls: [{name: " + name + ", value: a}]}")))
        .hasSize(allowed ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"a, true", "z, true", "0a, true", "9a, true", "a-b, true", "a--b, false", "0, false"})
  void portNames(String name, boolean allowed) {
    assertThat(KubernetesNames.isPortName(name)).isEqualTo(allowed);
    assertThat(KubernetesNames.isPortName("a".repeat(15))).isTrue();
    assertThat(KubernetesNames.isPortName("a".repeat(16))).isFalse();
    assertThat(KubernetesNames.isPortName(name.toUpperCase(Locale.ROOT) + "{")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redisUsername: {value: a}              | redisUsername            | rocksdb-without-redis
          redisPassword: {value: a}              | redisPassword            | rocksdb-without-redis
          externalStorageNamespace: a            | externalStorageNamespace | rocksdb-without-redis
          """)
  void rocksDbHasNoUseForRedis(String option, String field, String rule) {
    assertThat(errors(changed("spec: {" + ROCKSDB + ", " + option + "}}")))
        .containsExactly("spec.gcsFaultToleranceOptions." + field + " " + rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          volumeMounts: [{name: shared-mem, mountPath: /a}, {name: gcs-storage, mountPath: /b}] | volumeMounts[1]
          volumeMounts: [{name: shared-mem, mountPath: /a}, {name: shared-mem, mountPath: /data/gcs}] | volumeMounts[1]
          env: [{name: A, value: b}, {name: RAY_gcs_storage, value: c}]                 | env[1]
          env: [{name: RAY_gcs_storage_path, value: c}]                                 | env[0]
          """)
  void rocksDbKeepsItsNamesToItself(String container, String field) {
    assertThat(
            errors(
                changed(
                    "spec: {"
                        + ROCKSDB
                        + "}, headGroupSpec: {template: {spec: {containers: [{name: a, image: a, "
                        + container
                        + "}]}}}}")))
        .containsExactly(
            "spec.headGroupSpec.template.spec.containers[0]." + field + " rocksdb-reserved-names");
  }

  @Test
  void secondVolumeOfTheNameOfRocksDbIsFound() {
    assertThat(
            errors(
                changed(
                    "spec: {"
                        + ROCKSDB
                        + "}, headGroupSpec: {template: {spec: {volumes: [{name: a, emptyDir: {}}, {name: gcs-storage, emptyDir: {}}]}}}}")))
        .containsExactly("spec.headGroupSpec.template.spec.volumes[1] rocksdb-reserved-names");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rayStartParams: {num-cpus: '1'}                                                         |
          template: {spec: {containers: [{name: a, image: a, resources: {requests: {cpu: 1}}}]}}  |
          template: {spec: {containers: [{name: a, image: a, resources: {limits: {cpu: 1}}}]}}    |
          template: {spec: {containers: [{name: a, image: a, resources: {limits: {memory: 1}}}]}} | spec.headGroupSpec.template.spec.containers[0].resources.limits.cpu autoscaler-knows-cpus
          """)
  void autoscalerKnowsTheCpusOfTheHead(String head, String expected) {
    assertThat(found(changed("spec: {" + AUTOSCALING + ", headGroupSpec: {" + head + "}}")))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void autoscalerKnowsTheCpusOfEachGroup() {
    assertThat(
            found(
                changed(
                    "spec: {enableInTreeAutoscaling: true, headGroupSpec: {rayStartParams: {num-cpus: '1'}},"
                        + " workerGroupSpecs: [{groupName: a, rayStartParams: {num-cpus: '1'}}, {groupName: b}]}")))
        .containsExactly(
            "spec.workerGroupSpecs[1].template.spec.containers[0].resources.limits.cpu autoscaler-knows-cpus");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hostname: a_b                             | hostname
          nodeName: a_b                             | nodeName
          runtimeClassName: a_b                     | runtimeClassName
          priorityClassName: a_b                    | priorityClassName
          securityContext: {runAsUser: -1}          | securityContext.runAsUser
          securityContext: {runAsGroup: -1}         | securityContext.runAsGroup
          securityContext: {appArmorProfile: {}}    | securityContext.appArmorProfile.type
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, nodeAffinityPolicy: Any}] | topologySpreadConstraints[0].nodeAffinityPolicy
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, nodeTaintsPolicy: Any}]   | topologySpreadConstraints[0].nodeTaintsPolicy
          affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, labelSelector: {matchExpressions: [{key: a b, operator: Exists}]}}]}} | affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].key
          affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, labelSelector: {matchExpressions: [{key: a, operator: In, values: [a, b c]}]}}]}} | affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].values[1]
          initContainers: [{name: a, image: a, readinessProbe: {exec: {command: [a]}}}] | initContainers[0].readinessProbe
          initContainers: [{name: a, image: a, startupProbe: {exec: {command: [a]}}}]   | initContainers[0].startupProbe
          initContainers: [{name: a}]               | initContainers[0].image
          initContainers: [{name: a, image: a, ports: [{containerPort: 0}]}]            | initContainers[0].ports[0].containerPort
          """)
  void fieldOfThePodIsLookedAt(String pod, String field) {
    assertThat(validate(withHeadPod(pod)))
        .singleElement()
        .extracting(violation -> violation.field().toString())
        .isEqualTo("spec.headGroupSpec.template.spec." + field);
  }

  @ParameterizedTest
  @CsvSource({
    "activeDeadlineSeconds: 1, 0",
    "activeDeadlineSeconds: 0, 1",
    "terminationGracePeriodSeconds: 0, 0",
    "terminationGracePeriodSeconds: -1, 1"
  })
  void timesOfPods(String field, int violations) {
    assertThat(found(withHeadPod(field))).hasSize(violations);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minReplicas: 0, maxReplicas: 0, replicas: 0 | 0
          minReplicas: 2, maxReplicas: 2, replicas: 2 | 0
          minReplicas: 2, maxReplicas: 3, replicas: 3 | 0
          minReplicas: 2, maxReplicas: 3, replicas: 4 | 1
          minReplicas: 2, maxReplicas: 3, replicas: 1 | 1
          minReplicas: 3, maxReplicas: 2, replicas: 2 | 1
          """)
  void boundsOfReplicas(String group, int violations) {
    assertThat(found(changed("spec: {workerGroupSpecs: [{groupName: a, " + group + "}]}")))
        .hasSize(violations);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          volumeDevices: [{name: claim, devicePath: /d}]                  | 1
          resources: {claims: [{name: gpu}]}                              | 1
          env: [{name: ' ~', value: a}]                                   | 0
          livenessProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 1} | 0
          livenessProbe: {exec: {command: [a]}, handlerOfTomorrow: {}}    | 1
          """)
  void containers(String fields, int violations) {
    assertThat(found(withHeadContainer(fields))).hasSize(violations);
  }

  @Test
  void claimThatIsUsedTwiceInAContainerIsFound() {
    assertThat(
            found(
                withHeadPod(
                    "resourceClaims: [{name: gpu, resourceClaimName: gpu}],"
                        + " containers: [{name: a, image: a, resources: {claims: [{name: gpu}, {name: gpu}]}}]")))
        .containsExactly(
            "spec.headGroupSpec.template.spec.containers[0].resources.claims[1].name resource-claim-exists");
  }

  @Test
  void oneReadWriteOncePodIsEnough() {
    assertThat(
            found(
                withHeadPod(
                    "volumes: [{name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOncePod],"
                        + " resources: {requests: {storage: 1}}}}}}]")))
        .isEmpty();
  }

  @Test
  void stickinessOfASecondIsAllowed() {
    assertThat(
            found(
                changed(
                    "spec: {headGroupSpec: {headService: {spec: {sessionAffinityConfig: {clientIP: {timeoutSeconds: 1}}}}}}")))
        .isEmpty();
  }

  @Test
  void rulesOfWorkersAndGroupsNeedTheirDirection() {
    assertThat(
            errors(
                changed(
                    "spec: {networkPolicy: {mode: DenyAllEgress, worker: {ingressRules: [{}]},"
                        + " workerGroups: [{groupName: workers}, {groupName: workers, ingressRules: [{}]}]}}")))
        .contains(
            "spec.networkPolicy.worker.ingressRules ingress-rules-need-ingress-policy",
            "spec.networkPolicy.workerGroups[1].ingressRules ingress-rules-need-ingress-policy");
  }

  @Test
  void tlsKeepsItsNamesToItselfInEveryRayContainer() {
    assertThat(
            errors(
                changed(
                    "spec: {tlsOptions: {enabled: true}, workerGroupSpecs: [{groupName: a, template: {spec: {containers:"
                        + " [{name: a, image: a, env: [{name: RAY_USE_TLS, value: '1'}],"
                        + " volumeMounts: [{name: shared-mem, mountPath: /a}, {name: ray-tls, mountPath: /b}]}]}}}]}")))
        .containsExactlyInAnyOrder(
            "spec.workerGroupSpecs[0].template.spec.containers[0].env[0] tls-variables-reserved",
            "spec.workerGroupSpecs[0].template.spec.containers[0].volumeMounts[1] tls-mounts-reserved");
  }

  @Test
  void editOfATemplateOfAGroupReachesNewPodsOnly() {
    RayCluster edited =
        changed(
            "spec: {workerGroupSpecs: [{groupName: workers, template: {spec: {containers: [{name: a, image: b}]}}}]}");
    assertThat(validateUpdate(valid(), edited))
        .extracting(violation -> violation.field() + " " + violation.rule().id())
        .containsExactly("spec.workerGroupSpecs[0].template template-edit-reaches-new-pods-only");
  }

  @Test
  void templateOfANewGroupIsNoEdit() {
    RayCluster grown =
        changed("spec: {workerGroupSpecs: [{groupName: workers}, {groupName: another}]}");
    assertThat(validateUpdate(valid(), grown)).isEmpty();
  }
}

package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.Clusters.valid;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RayClusterValidatorTest {

  private static List<String> texts(RayCluster cluster) {
    return validate(cluster).stream().map(Violation::toString).toList();
  }

  private static List<String> errors(RayCluster cluster) {
    return validate(cluster).stream()
        .filter(Violation::isError)
        .map(violation -> violation.rule().id())
        .toList();
  }

  private static List<String> warnings(RayCluster cluster) {
    return validate(cluster).stream()
        .filter(violation -> !violation.isError())
        .map(violation -> violation.rule().id())
        .toList();
  }

  @Test
  void usualClusterBreaksNoRule() {
    assertThat(validate(valid())).isEmpty();
  }

  @Test
  void mistakesInOnePodKeepNoOperatorFromTheRestOfTheCluster() {
    RayCluster cluster =
        changed(
            """
            spec:
              workerGroupSpecs:
                - {groupName: a, minReplicas: 3, maxReplicas: 2}
                - groupName: b
                  template:
                    spec:
                      volumes: [{name: data, emptyDir: {}}, {name: data, emptyDir: {}}]
                      containers: [{name: ray-worker, image: ray, imagePullPolicy: Sometimes}]
            """);

    assertThat(errors(cluster))
        .contains("container-image-pull-policy", "volume-name-unique", "min-replicas-at-most-max");
    assertThat(RayClusterValidator.obstacles(cluster))
        .extracting(violation -> violation.rule().id())
        .containsExactly("min-replicas-at-most-max");
  }

  @Test
  void allMistakesAreReportedAtOnceInAFixedOrder() {
    RayCluster cluster =
        changed(
            """
            metadata: {name: Bad_Name}
            spec:
              headGroupSpec: {template: {spec: {containers: []}}}
              workerGroupSpecs:
                - {groupName: a, minReplicas: 3, maxReplicas: 2}
                - {groupName: a, numOfHosts: 0}
                - {groupName: headgroup, replicas: -1}
            """);
    assertThat(texts(cluster))
        .containsExactly(
            "metadata.name: Invalid value: \"Bad_Name\": must consist of lower-case letters, digits and '-', begin with a"
                + " letter and not end with '-'",
            "spec.workerGroupSpecs[1].groupName: Duplicate value: \"a\": another group has this name already; choose a new"
                + " one",
            "spec.workerGroupSpecs[2].groupName: Invalid value: \"headgroup\": is reserved for the group of the head pod;"
                + " choose another name",
            "spec.workerGroupSpecs[0].minReplicas: Invalid value: 3: is more than maxReplicas 2; lower minReplicas or raise"
                + " maxReplicas",
            "spec.workerGroupSpecs[1].numOfHosts: Invalid value: 0: must be 1 or more",
            "spec.workerGroupSpecs[2].replicas: Invalid value: -1: must be 0 or more",
            "spec.headGroupSpec.template.spec.containers: Required value: must have at least one container; the first one"
                + " runs Ray");
  }

  @Test
  void objectWithoutSpecNeedsAHeadAndNothingElse() {
    RayCluster cluster = valid();
    cluster.setSpec(null);
    assertThat(errors(cluster)).containsExactly("head-group-present");
  }

  @Test
  void nullsInListsAreNoObstacle() {
    RayCluster cluster =
        changed(
            """
            spec:
              headGroupSpec:
                template:
                  spec:
                    containers: [{name: a, image: b, env: [null, {name: REDIS_USERNAME}], volumeMounts: [null]}, null]
                    volumes: [null]
              gcsFaultToleranceOptions: {backend: rocksdb}
              networkPolicy: {workerGroups: [null]}
              tlsOptions: {enabled: true}
              autoscalerOptions: {env: [null], volumeMounts: [null]}
            """);
    List<io.rayoperator.api.v1.WorkerGroupSpec> groups = new ArrayList<>();
    groups.add(null);
    RayClusterSpec spec = cluster.getSpec();
    spec.setWorkerGroupSpecs(groups);
    assertThat(errors(cluster))
        .containsExactly(
            "worker-group-name-present",
            "container-has-image",
            "template-has-container",
            "container-name-form",
            "redis-username-by-options",
            "network-policy-group-exists");
  }

  @Test
  void nameOfFiftyThreeCharactersIsTheLongest() {
    assertThat(errors(changed("metadata: {name: " + "a".repeat(53) + "}"))).isEmpty();
    assertThat(errors(changed("metadata: {name: " + "a".repeat(54) + "}")))
        .containsExactly("cluster-name-length");
  }

  @Test
  void generatedNameIsCheckedWithItsFutureLength() {
    assertThat(errors(changed("metadata: {name: null, generateName: " + "a".repeat(48) + "}")))
        .isEmpty();
    assertThat(errors(changed("metadata: {name: null, generateName: " + "a".repeat(49) + "}")))
        .containsExactly("cluster-name-length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"workers", "GPU", "gpu.small", "a", "1st", "x-y"})
  void groupNameThatLabelsAndPodNamesCanHoldIsFine(String name) {
    assertThat(errors(changed("spec: {workerGroupSpecs: [{groupName: \"" + name + "\"}]}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu_small", "a..b", "a.-b"})
  void groupNameThatPodNamesCannotHoldIsRefused(String name) {
    assertThat(errors(changed("spec: {workerGroupSpecs: [{groupName: \"" + name + "\"}]}")))
        .containsExactly("worker-group-name-pod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a-", "a b", "ä", "a/b"})
  void groupNameThatLabelsCannotHoldIsRefused(String name) {
    assertThat(errors(changed("spec: {workerGroupSpecs: [{groupName: \"" + name + "\"}]}")))
        .containsExactly("worker-group-name-label");
  }

  @Test
  void groupNameIsCutInPodNamesOfLongClusterNamesSoThatOnlyItsRestCounts() {
    String fifty = "a".repeat(49);
    assertThat(
            errors(
                changed(
                    "{metadata: {name: "
                        + fifty
                        + "}, spec: {workerGroupSpecs: [{groupName: a_b}]}}")))
        .isEmpty();
  }

  @Test
  void multiHostGroupHasSixCharactersLess() {
    String name = "a".repeat(58);
    assertThat(errors(changed("spec: {workerGroupSpecs: [{groupName: " + name + "}]}"))).isEmpty();
    assertThat(
            errors(changed("spec: {workerGroupSpecs: [{groupName: " + name + ", numOfHosts: 2}]}")))
        .containsExactly("worker-group-name-label");
  }

  @Test
  void replicasOutsideTheBoundsAreOnlyWarnedOf() {
    String group =
        "spec: {workerGroupSpecs: [{groupName: w, replicas: %d, minReplicas: 2, maxReplicas: 4}]}";
    assertThat(errors(changed(group.formatted(9)))).isEmpty();
    assertThat(texts(changed(group.formatted(9))))
        .containsExactly(
            "spec.workerGroupSpecs[0].replicas: Invalid value: 9: is more than maxReplicas; the group gets 4");
    assertThat(texts(changed(group.formatted(1))))
        .containsExactly(
            "spec.workerGroupSpecs[0].replicas: Invalid value: 1: is less than minReplicas; the group gets 2");
  }

  @Test
  void zeroReplicasMayBeADefaultAndRaiseNoWarning() {
    assertThat(
            validate(
                changed("spec: {workerGroupSpecs: [{groupName: w, replicas: 0, minReplicas: 2}]}")))
        .isEmpty();
  }

  @Test
  void groupTimeoutAndPriorityAreFineWithVersionTwo() {
    assertThat(
            errors(
                changed(
                    """
                    spec:
                      rayVersion: v2.56.0rc1
                      enableInTreeAutoscaling: true
                      autoscalerOptions: {version: v2, idleTimeoutSeconds: 0}
                      workerGroupSpecs: [{groupName: w, idleTimeoutSeconds: 60, priority: 1}]
                    """)))
        .isEmpty();
  }

  @Test
  void idleTerminationNeedsAnAutoscalerThatKnowsIt() {
    String idle =
        """
        spec:
          enableInTreeAutoscaling: %s
          autoscalerOptions: {version: %s}
          idleTerminationOptions: {timeoutSeconds: 60, policy: Delete}
        """;
    assertThat(warnings(changed(idle.formatted("true", "v2"))))
        .doesNotContain("idle-termination-has-effect");
    // Ray decides, and its newer versions choose v2.
    assertThat(warnings(changed(idle.formatted("true", "null"))))
        .doesNotContain("idle-termination-has-effect");
    assertThat(warnings(changed(idle.formatted("true", "v1"))))
        .contains("idle-termination-has-effect");
    assertThat(warnings(changed(idle.formatted("false", "v2"))))
        .contains("idle-termination-has-effect");
    assertThat(texts(changed("spec: {enableInTreeAutoscaling: true, idleTerminationOptions: {}}")))
        .contains(
            "spec.idleTerminationOptions.timeoutSeconds: Required value: nothing happens without it");
  }

  @Test
  void autoscalerVersionMayBeChosenByTheOldVariable() {
    String autoscaling =
        """
        spec:
          enableInTreeAutoscaling: %s
          headGroupSpec:
            template:
              spec:
                containers:
                  - {name: h, image: i, env: [{name: RAY_enable_autoscaler_v2, value: "true"}]}
          workerGroupSpecs: [{groupName: w, idleTimeoutSeconds: 60}]
        """;
    assertThat(errors(changed(autoscaling.formatted("true")))).isEmpty();
    assertThat(errors(changed(autoscaling.formatted("false"))))
        .containsExactly("autoscaler-variable-needs-autoscaling");
  }

  @Test
  void faultToleranceByAnnotationAllowsTheOldVariables() {
    String head =
        """
        metadata: {annotations: {ray.io/ft-enabled: "%s"}}
        spec:
          headGroupSpec:
            rayStartParams: {redis-password: x}
            template:
              spec:
                containers:
                  - name: h
                    image: i
                    env: [{name: RAY_REDIS_ADDRESS, value: "redis:6379"}, {name: REDIS_PASSWORD, value: x}]
        """;
    assertThat(errors(changed(head.formatted("TRUE")))).isEmpty();
    assertThat(errors(changed(head.formatted("false"))))
        .containsExactly("redis-address-needs-fault-tolerance");
  }

  @Test
  void redisDescribedTwiceIsRefusedInEveryPlace() {
    assertThat(
            texts(
                changed(
                    """
                    metadata: {annotations: {ray.io/external-storage-namespace: x}}
                    spec:
                      gcsFaultToleranceOptions: {redisAddress: "redis:6379"}
                      headGroupSpec:
                        rayStartParams: {redis-password: x, redis-username: y}
                        template:
                          spec:
                            containers:
                              - name: h
                                image: i
                                env: [{name: RAY_REDIS_ADDRESS}, {name: REDIS_PASSWORD}, {name: REDIS_USERNAME}]
                    """)))
        .extracting(text -> text.substring(0, text.indexOf(": ")))
        .startsWith(
            "spec.headGroupSpec.rayStartParams[redis-password]",
            "spec.headGroupSpec.template.spec.containers[0].env[1]",
            "spec.headGroupSpec.template.spec.containers[0].env[0]",
            "metadata.annotations[ray.io/external-storage-namespace]",
            "spec.headGroupSpec.rayStartParams[redis-username]",
            "spec.headGroupSpec.template.spec.containers[0].env[2]");
  }

  @Test
  void completeRocksDbAndRedisOptionsAreFine() {
    assertThat(
            errors(
                changed(
                    "spec: {gcsFaultToleranceOptions: {backend: rocksdb, storage: {claimName: mine, subPath: a}}}")))
        .isEmpty();
    assertThat(
            errors(
                changed(
                    "spec: {gcsFaultToleranceOptions: {redisAddress: r, redisPassword: {value: x},"
                        + " externalStorageNamespace: n}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{name: STORAGE_BACKEND, value: s3}, {name: S3_REGION, value: eu}]",
        "[{name: STORAGE_BACKEND, value: AzureBlob}, {name: AZURE_STORAGE_CONNECTION_STRING, value: c}]",
        "[{name: STORAGE_BACKEND, value: AZUREBLOB}, {name: AZURE_STORAGE_ACCOUNT_URL, value: c}]",
        "[{name: STORAGE_BACKEND, value: azureblob}, {name: AZURE_STORAGE_AUTH_MODE, value: workload_identity},"
            + " {name: AZURE_STORAGE_ACCOUNT_URL, value: c}]",
        "[{name: STORAGE_BACKEND, value: floppy}]"
      })
  void collectorWithTheVariablesOfItsStorageIsFine(String variables) {
    assertThat(
            errors(
                changed(
                    "spec: {historyServerOptions: {collectorOptions: {image: c, env: "
                        + variables
                        + "}}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{name: STORAGE_BACKEND, value: S3}]",
        "[{name: STORAGE_BACKEND, value: azureblob}]",
        "[{name: STORAGE_BACKEND, value: azureblob}, {name: AZURE_STORAGE_AUTH_MODE, value: connection_string},"
            + " {name: AZURE_STORAGE_ACCOUNT_URL, value: c}]",
        "[{name: STORAGE_BACKEND, value: azureblob}, {name: AZURE_STORAGE_AUTH_MODE, value: default},"
            + " {name: AZURE_STORAGE_CONNECTION_STRING, value: c}]"
      })
  void collectorWithoutTheVariablesOfItsStorageIsRefused(String variables) {
    assertThat(
            errors(
                changed(
                    "spec: {historyServerOptions: {collectorOptions: {image: c, env: "
                        + variables
                        + "}}}")))
        .containsExactly("collector-backend-variables");
  }

  @Test
  void tokenAuthenticationIsFineFromItsRayVersionOn() {
    assertThat(
            errors(
                changed("spec: {rayVersion: \"2.52\", authOptions: {mode: token, secretName: s}}")))
        .isEmpty();
    assertThat(errors(changed("spec: {rayVersion: nightly, authOptions: {mode: token}}")))
        .containsExactly("token-authentication-ray-version");
    assertThat(
            errors(
                changed(
                    "spec: {rayVersion: 2.54.0, authOptions: {mode: token, enableK8sTokenAuth: true}}")))
        .containsExactly("token-authentication-ray-version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {maxUnavailable: 0}                     | {}             |
          {maxUnavailable: 100%, maxSurge: 300%}  | {maxSurge: 0}  |
          {maxUnavailable: -1}                    | {}             | spec.upgradeStrategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be 0 or more
          {maxUnavailable: 101%}                  | {}             | spec.upgradeStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must be at most 100%
          {maxSurge: many}                        | {}             | spec.upgradeStrategy.rollingUpdate.maxSurge: Invalid value: "many": must be a number or a percentage, such as 2 or "25%"
          {}                                      | {maxSurge: 1.5%} | spec.workerGroupSpecs[0].rollingUpdate.maxSurge: Invalid value: "1.5%": must be a number or a percentage, such as 2 or "25%"
          {maxUnavailable: 0, maxSurge: 0%}       | {}             | spec.upgradeStrategy.rollingUpdate: Invalid value: maxUnavailable and maxSurge cannot both be 0: no pod could ever be replaced
          {maxUnavailable: 0}                     | {maxSurge: 0}  | spec.workerGroupSpecs[0].rollingUpdate: Invalid value: maxUnavailable and maxSurge cannot both be 0: no pod could ever be replaced
          """)
  void paceOfARollingUpdateIsAnAmountThatLetsItProgress(String all, String group, String error) {
    assertThat(
            texts(
                changed(
                    "spec: {upgradeStrategy: {type: RollingUpdate, rollingUpdate: %s}, workerGroupSpecs: [{groupName: workers, rollingUpdate: %s}]}"
                        .formatted(all, group))))
        .isEqualTo(error == null ? List.of() : List.of(error));
  }

  @Test
  void paceWithoutARollingUpdateIsWarnedOf() {
    assertThat(
            warnings(
                changed(
                    """
                    spec:
                      upgradeStrategy: {type: None, rollingUpdate: {maxSurge: 1}}
                      workerGroupSpecs: [{groupName: workers, rollingUpdate: {maxSurge: 1}}]
                    """)))
        .containsExactly("rolling-update-has-effect", "rolling-update-has-effect");
  }

  @Test
  void everyFieldWithoutEffectIsNamed() {
    assertThat(
            texts(
                changed(
                    """
                    metadata:
                      annotations: {ray.io/ft-enabled: "true"}
                      labels: {ray.io/gang-scheduling-enabled: "true"}
                    spec:
                      networkPolicy: {}
                    """)))
        .extracting(text -> text.substring(0, text.indexOf(": ")))
        .containsExactly(
            "metadata.annotations[ray.io/ft-enabled]",
            "spec.networkPolicy",
            "metadata.labels[ray.io/gang-scheduling-enabled]");
  }

  @Test
  void fieldsThatAreSwitchedOffRaiseNoWarning() {
    assertThat(
            warnings(
                changed(
                    """
                    metadata: {annotations: {ray.io/ft-enabled: "false"}}
                    spec:
                      managedBy: ray.io/kuberay-operator
                      suspend: false
                      enableInTreeAutoscaling: false
                      upgradeStrategy: {type: None}
                      authOptions: {mode: disabled}
                      tlsOptions: {enabled: false}
                      workerGroupSpecs: [{groupName: w, suspend: false}]
                    """)))
        .isEmpty();
  }
}

package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.Clusters.valid;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validateUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateValidationTest {

  private static List<String> errors(RayCluster stored, RayCluster updated) {
    return validateUpdate(stored, updated).stream()
        .filter(Violation::isError)
        .map(violation -> violation.rule().id())
        .toList();
  }

  @Test
  void storedMistakeDoesNotBlockAnUnrelatedEdit() {
    RayCluster stored =
        changed("spec: {workerGroupSpecs: [{groupName: a_b, minReplicas: 3, maxReplicas: 2}]}");
    RayCluster updated =
        changed(
            "spec: {rayVersion: 2.51.0, workerGroupSpecs: [{groupName: a_b, minReplicas: 3, maxReplicas: 2}]}");
    assertThat(errors(stored, updated)).isEmpty();
    assertThat(validateUpdate(stored, updated)).hasSize(2).allMatch(Violation::alreadyStored);
  }

  @Test
  void storedMistakeIsRecognisedAtAnotherPosition() {
    RayCluster stored =
        changed("spec: {workerGroupSpecs: [{groupName: a}, {groupName: b, numOfHosts: 0}]}");
    RayCluster updated =
        changed("spec: {workerGroupSpecs: [{groupName: b, numOfHosts: 0}, {groupName: a}]}");
    assertThat(errors(stored, updated)).isEmpty();
  }

  @Test
  void sameMistakeInAnotherGroupIsNew() {
    RayCluster stored =
        changed("spec: {workerGroupSpecs: [{groupName: a, numOfHosts: 0}, {groupName: b}]}");
    RayCluster updated =
        changed(
            "spec: {workerGroupSpecs: [{groupName: a, numOfHosts: 0}, {groupName: b, numOfHosts: 0}]}");
    assertThat(errors(stored, updated)).containsExactly("num-of-hosts-positive");
  }

  @Test
  void mistakeThatIsMadeAnewIsRefused() {
    RayCluster stored = changed("spec: {workerGroupSpecs: [{groupName: a, minReplicas: -1}]}");
    RayCluster updated = changed("spec: {workerGroupSpecs: [{groupName: a, minReplicas: -2}]}");
    assertThat(errors(stored, updated)).containsExactly("min-replicas-not-negative");
  }

  @Test
  void nothingIsSaidAboutAnObjectThatIsBeingDeleted() {
    RayCluster updated =
        changed(
            "{metadata: {deletionTimestamp: \"2026-01-01T00:00:00Z\"}, spec: {managedBy: x, headGroupSpec: null}}");
    assertThat(validateUpdate(valid(), updated)).isEmpty();
  }

  @Test
  void managedByCannotBeAddedChangedOrRemoved() {
    RayCluster multiKueue = changed("spec: {managedBy: kueue.x-k8s.io/multikueue}");
    assertThat(errors(valid(), multiKueue)).containsExactly("managed-by-immutable");
    assertThat(errors(multiKueue, valid())).containsExactly("managed-by-immutable");
    assertThat(errors(valid(), changed("spec: {managedBy: ray.io/kuberay-operator}"))).isEmpty();
  }

  @Test
  void faultToleranceBackendCannotChangeButFaultToleranceCanBeSwitchedOn() {
    RayCluster redis = changed("spec: {gcsFaultToleranceOptions: {}}");
    RayCluster rocksDb = changed("spec: {gcsFaultToleranceOptions: {backend: rocksdb}}");
    assertThat(errors(redis, rocksDb)).containsExactly("fault-tolerance-backend-immutable");
    assertThat(errors(valid(), rocksDb)).isEmpty();
    assertThat(errors(redis, changed("spec: {gcsFaultToleranceOptions: {backend: redis}}")))
        .isEmpty();
  }

  @Test
  void templateEditWithoutUpgradeStrategyIsWarnedOf() {
    String image =
        "spec: {headGroupSpec: {template: {spec: {containers: [{name: ray-head, image: new}]}}}%s}";
    assertThat(validateUpdate(valid(), changed(image.formatted(""))))
        .extracting(Violation::toString)
        .containsExactly(
            "spec.headGroupSpec.template: Invalid value: the change reaches new pods only; delete the running ones to apply"
                + " it to them");
    for (String type : List.of("Recreate", "RollingUpdate")) {
      assertThat(
              validateUpdate(
                  valid(), changed(image.formatted(", upgradeStrategy: {type: " + type + "}"))))
          .isEmpty();
    }
  }

  @Test
  void anotherRayVersionIsNothingForARollingUpdate() {
    String version = "spec: {rayVersion: %s, upgradeStrategy: {type: %s}}";
    assertThat(
            validateUpdate(
                changed(version.formatted("2.52.0", "RollingUpdate")),
                changed(version.formatted("2.53.0", "RollingUpdate"))))
        .extracting(violation -> violation.rule().id())
        .containsExactly("ray-version-edit-needs-recreate");
    assertThat(
            validateUpdate(
                changed(version.formatted("2.52.0", "Recreate")),
                changed(version.formatted("2.53.0", "Recreate"))))
        .isEmpty();
  }

  @Test
  void templateWithAQuantityThatIsNoneIsComparedAllTheSame() {
    String limit =
        "spec: {headGroupSpec: {template: {spec: {containers: [{name: h, resources: {limits: {cpu: %s}}}]}}}}";
    assertThat(validateUpdate(changed(limit.formatted("many")), changed(limit.formatted("more"))))
        .extracting(violation -> violation.rule().id())
        .contains("template-edit-reaches-new-pods-only");
    assertThat(validateUpdate(changed(limit.formatted("many")), changed(limit.formatted("many"))))
        .extracting(violation -> violation.rule().id())
        .doesNotContain("template-edit-reaches-new-pods-only");
  }

  @Test
  void newGroupAndChangedTolerationsRaiseNoTemplateWarning() {
    RayCluster updated =
        changed(
            """
            spec:
              headGroupSpec: {template: {spec: {tolerations: [{operator: Exists}]}}}
              workerGroupSpecs: [{groupName: workers}, {groupName: more}]
            """);
    assertThat(validateUpdate(valid(), updated)).isEmpty();
  }
}

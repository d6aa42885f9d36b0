package io.rayoperator.migration.leave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DepartureTest {

  private final Facts facts = new Facts();

  private Departure departure() {
    return Departure.of(facts.facts());
  }

  private String reason() {
    assertThat(departure().isPossible()).isFalse();
    assertThat(departure().reasons()).hasSize(1);
    return departure().reasons().getFirst();
  }

  @Test
  void aClusterThatRunsCanLeave() {
    assertThat(departure().reasons()).isEmpty();
    assertThat(departure().notices()).isEmpty();
    assertThat(departure().isPossible()).isTrue();
  }

  @Test
  void whatHasNoEqualIsToldAsConvertTellsIt() {
    ((ObjectNode) facts.legacy.path("spec")).put("upscalingSpeed", 0.5);

    assertThat(departure().isPossible()).isTrue();
    assertThat(departure().notices())
        .singleElement()
        .asString()
        .startsWith("spec.upscalingSpeed: 0.5 has no equal");
  }

  @Test
  void whoeverWouldCreateItAgainIsNamed() {
    facts.legacyMetadata().withObject("/annotations").put("meta.helm.sh/release-name", "mine");
    facts.legacyMetadata().withObject("/labels").put("kustomize.toolkit.fluxcd.io/name", "apps");
    facts
        .legacyMetadata()
        .putArray("ownerReferences")
        .addObject()
        .put("kind", "Team")
        .put("name", "a");

    assertThat(departure().isPossible()).isTrue();
    assertThat(departure().notices())
        .satisfiesExactly(
            helm ->
                assertThat(helm).startsWith("metadata.annotations: comes from Helm, release mine"),
            flux ->
                assertThat(flux).startsWith("metadata.labels: comes from Flux, Kustomization apps"),
            owner -> assertThat(owner).startsWith("metadata.ownerReferences: Team a"));
  }

  @Test
  void withoutAClusterOfRayIoThereIsNothingThatCouldGoOn() {
    facts.rayCluster = null;
    facts.pods.clear();

    assertThat(reason()).contains("start this operator with --legacy-clusters");
  }

  @Test
  void aManifestThatIsNotValidIsToldFieldByField() {
    facts.rayCluster = null;
    ((ObjectNode) facts.legacy.path("spec")).put("headPodType", "nobody");

    assertThat(reason()).startsWith("not valid: spec.headPodType");
  }

  @Test
  void aNameThatIsTooLongIsNotValid() {
    facts.rayCluster = null;
    facts.legacyMetadata().put("name", "a".repeat(54));

    assertThat(reason()).startsWith("not valid: metadata.name");
  }

  @Test
  void aClusterOfSomebodyElseIsNotItsOwn() {
    facts.withoutOwner();

    assertThat(reason()).contains("NameTaken");
  }

  @Test
  void ownersAreKnownByTheirUidAndNotByTheirName() {
    facts.legacyMetadata().put("uid", "legacy-2");

    assertThat(reason()).contains("NameTaken");
  }

  @Test
  void whatIsBeingDeletedTakesItsClusterAlong() {
    facts.legacyMetadata().put("deletionTimestamp", "now");
    facts.legacyMetadata().putArray("finalizers").add("foregroundDeletion");

    assertThat(facts.facts().isLeaving()).isFalse();
    assertThat(reason()).startsWith("is being deleted, and its cluster with it");
  }

  @Test
  void whatHasLeftAndIsKeptIsNoLoss() {
    facts.legacyMetadata().put("deletionTimestamp", "now");
    facts.legacyMetadata().putArray("finalizers").add("a/b");
    facts.withoutOwner();

    assertThat(reason()).startsWith("has left").endsWith("[a/b]");
  }

  @Test
  void whatWasDeletedThisWayBeforeIsLeaving() {
    assertThat(facts.facts().isLeaving()).isFalse();
    facts.legacyMetadata().put("deletionTimestamp", "now");
    facts.legacyMetadata().putArray("finalizers").add("orphan");

    assertThat(facts.facts().isLeaving()).isTrue();
  }

  @Test
  void aClusterOfRayIoThatIsBeingDeletedDoesNotGoOn() {
    facts.rayMetadata().put("deletionTimestamp", "now");

    assertThat(reason()).contains("ray.io is being deleted");
  }

  @Test
  void finalizersThatNobodyRemovesAreToldBefore() {
    facts.legacyMetadata().putArray("finalizers").add("kopf.zalando.org/KopfFinalizerMarker");
    assertThat(reason()).contains("kopf", "--legacy-clusters removes it");

    facts.legacyMetadata().putArray("finalizers").add("a/b");
    assertThat(reason()).contains("[a/b]", "remove them first");
  }

  @Test
  void anEditThatIsNotTranslatedYetComesFirst() {
    ((ObjectNode) facts.legacy.at("/spec/podTypes/1")).put("minWorkers", 2);

    assertThat(reason()).contains("not what its manifest says now");
  }

  @Test
  void whatTheAutoscalerDecidedIsNoDifference() {
    ObjectNode group =
        (ObjectNode) Objects.requireNonNull(facts.rayCluster).at("/spec/workerGroupSpecs/0");
    group.put("replicas", 3).putObject("scaleStrategy").putArray("workersToDelete").add("x");

    assertThat(departure().isPossible()).isTrue();
  }

  @Test
  void withoutAHeadNothingIsAtWork() {
    facts.pods.removeFirst();

    assertThat(reason()).contains("no head pod");
  }

  @Test
  void aHeadThatGoesIsNoHead() {
    ((ObjectNode) facts.pods.getFirst().path("metadata")).put("deletionTimestamp", "now");

    assertThat(reason()).contains("no head pod");
  }

  @Test
  void anAutoscalerThatIsNotThereYetWouldNeverCome() {
    facts.autoscaler = null;
    assertThat(reason()).contains("no Deployment demo-ray-autoscaler");

    facts.autoscaler = Facts.yaml("metadata: {name: demo-ray-autoscaler, uid: d9}");
    assertThat(reason()).contains("no Deployment demo-ray-autoscaler");
  }

  @Test
  void whatThePythonOperatorMadeWouldLoseItsOwner() {
    facts.pods.add(
        Facts.yaml("metadata: {name: old, uid: p9, ownerReferences: [{uid: legacy-1}]}"));
    facts.headService =
        Facts.yaml("metadata: {name: demo-ray-head, ownerReferences: [{uid: legacy-1}]}");

    assertThat(reason()).contains("Pod old, Service demo-ray-head", "delete them");
  }

  @Test
  void manyPodsAreNotAllNamed() {
    for (int i = 0; i < 9; i++) {
      facts.pods.add(
          Facts.yaml("metadata: {name: old%d, ownerReferences: [{uid: legacy-1}]}".formatted(i)));
    }

    assertThat(reason()).contains("Pod old4 and 4 more").doesNotContain("old5");
  }
}

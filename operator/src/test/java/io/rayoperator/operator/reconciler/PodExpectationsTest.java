package io.rayoperator.operator.reconciler;

import static io.rayoperator.operator.model.TestPods.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.testing.Contract;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@Contract("5.7")
class PodExpectationsTest {

  private final AtomicInteger suffix = new AtomicInteger();
  private final PodExpectations expectations =
      new PodExpectations(() -> "s" + suffix.getAndIncrement());

  @Test
  void createdPodsCountBeforeTheCacheShowsThem() {
    expectations.created(pod("a"), NOW);
    assertThat(names(List.of(), NOW, PodExpectationsTest::neverAsked)).containsExactly("a");
    assertThat(expectations.pending()).isTrue();
  }

  @Test
  void aPodThatTheCacheShowsIsNoLongerExpected() {
    expectations.created(pod("a"), NOW);
    assertThat(names(List.of(pod("a")), NOW, PodExpectationsTest::neverAsked)).containsExactly("a");
    assertThat(expectations.pending()).isFalse();
    assertThat(names(List.of(), NOW, PodExpectationsTest::neverAsked)).isEmpty();
  }

  @Test
  void aPodThatTheCacheShowedForAMomentIsNoLongerExpected() {
    expectations.created(pod("a"), NOW);
    expectations.seen("a");
    assertThat(names(List.of(), NOW, PodExpectationsTest::neverAsked)).isEmpty();
  }

  /** The pass read the cache a moment too early, and would create the pod again. */
  @Test
  void aPodThatComesToTheCacheWhileItIsReadIsStillExpected() {
    expectations.created(pod("a"), NOW);
    Supplier<List<ObservedPod>> cache =
        () -> {
          expectations.seen("a");
          return List.of();
        };
    assertThat(expectations.complete(cache, NOW, PodExpectationsTest::neverAsked))
        .extracting(ObservedPod::name)
        .containsExactly("a");
    assertThat(names(List.of(), NOW, PodExpectationsTest::neverAsked)).isEmpty();
  }

  @Test
  void aPodThatTheCacheNeverShowsIsLookedUp() {
    expectations.created(pod("a"), NOW);
    assertThat(names(List.of(), NOW.plusSeconds(6), pod -> true)).containsExactly("a");
    // Now it is known to exist, and is given time again.
    assertThat(names(List.of(), NOW.plusSeconds(7), PodExpectationsTest::neverAsked))
        .containsExactly("a");
    assertThat(names(List.of(), NOW.plusSeconds(13), pod -> false)).isEmpty();
  }

  @Test
  void cacheThatIsLateCostsOneLookupAndNotOneForEachPod() {
    for (int i = 0; i < 100; i++) {
      expectations.created(pod("p" + i), NOW);
    }
    AtomicInteger lookups = new AtomicInteger();
    assertThat(names(List.of(), NOW.plusSeconds(6), pod -> lookups.incrementAndGet() > 0))
        .hasSize(100);
    assertThat(lookups).hasValue(1);
    assertThat(names(List.of(), NOW.plusSeconds(7), PodExpectationsTest::neverAsked)).hasSize(100);
  }

  /** Somebody may have taken the labels away by which the cache selects. */
  @Test
  void podThatTheCacheNeverShowsHidesNoneThatIsGone() {
    expectations.created(pod("a"), NOW);
    expectations.created(pod("b"), NOW);
    Predicate<ObservedPod> onlyA = pod -> pod.name().equals("a");
    assertThat(names(List.of(), NOW.plusSeconds(6), onlyA)).containsExactly("a", "b");
    assertThat(names(List.of(), NOW.plusSeconds(12), onlyA)).containsExactly("a");
  }

  /** Its name may belong to another by then. */
  @Test
  void thePodItselfIsLookedUpAndNotItsName() {
    ObservedPod created = pod("a");
    expectations.created(created, NOW);
    assertThat(names(List.of(), NOW.plusSeconds(6), pod -> pod.uid().equals(created.uid())))
        .containsExactly("a");
    assertThat(names(List.of(), NOW.plusSeconds(13), pod -> pod.uid().equals("another"))).isEmpty();
  }

  @Test
  void deletedPodsTerminateBeforeTheCacheSaysSo() {
    expectations.deleted(pod("a"), NOW);
    assertThat(complete(List.of(pod("a")), NOW)).allMatch(ObservedPod::terminating);
  }

  @Test
  void deletedPodsOfWhichTheCacheKnowsNothingTerminateToo() {
    expectations.created(pod("a"), NOW);
    expectations.deleted(pod("a"), NOW);
    assertThat(complete(List.of(), NOW)).singleElement().matches(ObservedPod::terminating);
  }

  @Test
  void deletionThatHadNoEffectIsForgotten() {
    expectations.deleted(pod("a"), NOW);
    complete(List.of(pod("a")), NOW.plusSeconds(31));
    assertThat(complete(List.of(pod("a")), NOW.plusSeconds(32)))
        .noneMatch(ObservedPod::terminating);
  }

  @Test
  void namesOfUnknownFateAreUsedAgain() {
    expectations.uncertain("demo-head-lost", "headgroup", NOW);
    expectations.uncertain("demo-a-worker-lost", "a", NOW);
    complete(List.of(), NOW);
    assertThat(expectations.next("headgroup", "demo-head-")).isEqualTo("demo-head-lost");
    assertThat(expectations.next("headgroup", "demo-head-")).isEqualTo("demo-head-s0");
    assertThat(expectations.next("a", "demo-a-worker-")).isEqualTo("demo-a-worker-lost");
    assertThat(expectations.next("b", "demo-b-worker-")).isEqualTo("demo-b-worker-s1");
    // The next pass tries again.
    complete(List.of(), NOW);
    assertThat(expectations.next("a", "demo-a-worker-")).isEqualTo("demo-a-worker-lost");
  }

  @Test
  void namesAreNoLongerUncertainOnceTheCacheShowsThem() {
    expectations.uncertain("w", "a", NOW);
    complete(List.of(pod("w")), NOW);
    assertThat(expectations.next("a", "demo-a-worker-")).isEqualTo("demo-a-worker-s0");
  }

  @Test
  void namesAreNoLongerUsedOnceTheyAreTakenOrTheirPodCreated() {
    expectations.uncertain("v", "a", NOW);
    expectations.uncertain("w", "a", NOW);
    expectations.taken("v");
    expectations.created(pod("w"), NOW);
    complete(List.of(), NOW);
    assertThat(expectations.next("a", "demo-a-worker-")).isEqualTo("demo-a-worker-s0");
  }

  @Test
  void aPlanGetsNoNameTwice() {
    PodExpectations repeating =
        new PodExpectations(() -> suffix.getAndIncrement() < 3 ? "same" : "other");
    assertThat(repeating.next("a", "p-")).isEqualTo("p-same");
    assertThat(repeating.next("a", "p-")).isEqualTo("p-other");
  }

  private static boolean neverAsked(ObservedPod pod) {
    throw new AssertionError("looked " + pod.name() + " up");
  }

  private static ObservedPod pod(String name) {
    return TestPods.worker("a", name).build();
  }

  private List<ObservedPod> complete(List<ObservedPod> cached, Instant now) {
    return expectations.complete(() -> cached, now, PodExpectationsTest::neverAsked);
  }

  private List<String> names(List<ObservedPod> cached, Instant now, Predicate<ObservedPod> exists) {
    return expectations.complete(() -> cached, now, exists).stream()
        .map(ObservedPod::name)
        .toList();
  }
}

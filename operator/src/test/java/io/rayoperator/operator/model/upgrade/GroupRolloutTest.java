package io.rayoperator.operator.model.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.observed.ObservedPod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Replicas are written as {@code o+ o- n+ n-}: outdated or new, available or not; a trailing {@code
 * x} means that it is leaving.
 */
class GroupRolloutTest {

  private static final Comparator<List<ObservedPod>> UNREADY_FIRST =
      Comparator.comparing(pods -> pods.getFirst().runningAndReady());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # nothing is outdated: the size is what is wanted
          3 | 1 | 1 | n+ n+ n+             | 3 |
          3 | 1 | 1 | n+ n-                | 3 |
          3 | 1 | 1 | n+ n+ n+ n+x         | 3 |
          # surge alone: a new one comes first, an old one goes when it is ready
          3 | 0 | 1 | o+ o+ o+             | 4 |
          3 | 0 | 1 | o+ o+ o+ n-          | 4 |
          3 | 0 | 1 | o+ o+ o+ n+          | 4 | 0
          3 | 0 | 1 | o+x o+ o+ n+         | 4 |
          3 | 0 | 1 | o+ n+ n+ n+          | 4 | 0
          3 | 0 | 1 | o+x n+ n+ n+         | 4 |
          # unavailability alone: an old one goes first
          3 | 1 | 0 | o+ o+ o+             | 3 | 0
          3 | 1 | 0 | o+x o+ o+            | 3 |
          3 | 1 | 0 | o+ o+ n-             | 3 |
          3 | 1 | 0 | o+ o+ n+             | 3 | 0
          # both
          4 | 1 | 1 | o+ o+ o+ o+          | 5 | 0
          4 | 2 | 2 | o+ o+ o+ o+          | 6 | 0 1
          4 | 2 | 2 | o+ o+ o+x o+x n- n-  | 6 |
          4 | 2 | 2 | o+ o+ n+ n+          | 6 | 0 1
          # those that do not work go first, and cost no availability
          4 | 1 | 0 | o+ o+ o- o+          | 4 | 2
          4 | 1 | 1 | o+ o+ o- o+ n+       | 5 | 2 0
          # but not all at once: they may recover, new ones are not proven
          4 | 1 | 0 | o- o- o- o-          | 4 | 0
          # scaled down meanwhile: what is too much goes at once
          2 | 1 | 1 | o+ o+ o+ o+          | 3 | 0 1 2
          # scaled up meanwhile: new ones for all that is missing
          5 | 1 | 1 | o+ o+                | 6 |
          # to nothing
          0 | 1 | 0 | o+ o+                | 0 | 0 1
          """)
  void stepKeepsWithinTheBounds(
      int desired, int maxUnavailable, int maxSurge, String replicas, int limit, String victims) {
    assertThat(step(desired, new Pace(maxUnavailable, maxSurge), replicas, false, false))
        .isEqualTo(limit + " " + (victims == null ? "" : victims));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # nothing is risked while new pods fail
          3 | 1 | 1 | o+ o+ o+ n-    | true  | 3 |
          3 | 1 | 0 | o+ o+ n-       | true  | 3 |
          # what was lost comes back all the same
          3 | 1 | 1 | o+ n-          | true  | 3 |
          # the failed one is gone: one more attempt
          3 | 1 | 1 | o+ o+ o+       | false | 4 |
          """)
  void pausedUpdateDeletesNothing(
      int desired,
      int maxUnavailable,
      int maxSurge,
      String replicas,
      boolean proving,
      int limit,
      String victims) {
    assertThat(step(desired, new Pace(maxUnavailable, maxSurge), replicas, true, proving))
        .isEqualTo(limit + " " + (victims == null ? "" : victims));
  }

  @Test
  void replicasThatAnUpdateAddsForAWhileAreNoSurplus() {
    Pace pace = new Pace(1, 1);
    assertThat(rollout(pace, false, false).step(2, 9, parse("o+ o+ n+"), UNREADY_FIRST).mayShrink())
        .isFalse();
    assertThat(rollout(pace, true, true).step(2, 9, parse("o+ o+ n-"), UNREADY_FIRST).mayShrink())
        .isFalse();
    assertThat(
            rollout(pace, true, true).step(2, 9, parse("o+ o+ o+ n-"), UNREADY_FIRST).mayShrink())
        .isTrue();
  }

  private static String step(
      int desired, Pace pace, String replicas, boolean paused, boolean proving) {
    List<Replica> parsed = parse(replicas);
    RolloutStep step =
        rollout(pace, paused, proving).step(desired, Integer.MAX_VALUE, parsed, UNREADY_FIRST);
    return step.limit()
        + " "
        + String.join(
            " ",
            step.victims().stream().map(victim -> String.valueOf(parsed.indexOf(victim))).toList());
  }

  private static GroupRollout rollout(Pace pace, boolean paused, boolean proving) {
    return new GroupRollout(pod -> false, (desired, most) -> pace, paused, proving);
  }

  private static List<Replica> parse(String replicas) {
    List<Replica> parsed = new ArrayList<>();
    for (String text : replicas.split(" +", -1)) {
      TestPods pod = TestPods.worker("g", "w" + parsed.size());
      parsed.add(
          new Replica(
              List.of((text.charAt(1) == '+' ? pod : pod.unready()).build()),
              text.charAt(0) == 'o',
              text.endsWith("x")));
    }
    return parsed;
  }
}

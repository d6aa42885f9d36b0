package io.rayoperator.operator.model.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.pod.WorkerPlace;
import io.rayoperator.operator.model.scale.GroupScale;
import io.rayoperator.operator.model.scale.PodDeletion;
import io.rayoperator.operator.model.scale.ScalePlanner;
import io.rayoperator.operator.model.scale.ScaleRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays updates of random size and pace, with pods that start and end in random order, and looks at
 * the bounds at every moment.
 */
class RollingUpdateSimulationTest {

  private static final int UPDATES = 300;
  private static final int MAX_MOMENTS = 5_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void boundsHoldAtEveryMomentAndEveryReplicaIsReplaced(int hosts) {
    for (long seed = 1; seed <= UPDATES; seed++) {
      new Simulation(seed, hosts).run();
    }
  }

  @Test
  void changedNumberOfHostsIsRolledOutAsWell() {
    for (long seed = 1; seed <= UPDATES; seed++) {
      Simulation simulation = new Simulation(seed, 4);
      simulation.hostsBefore = 2;
      simulation.run();
    }
  }

  private static final class Simulation {

    private final Random random;
    private final String seed;
    private final int desired;
    private final Pace pace;
    private final WorkerGroup group;
    private final DesiredCluster cluster;
    private int hostsBefore;
    private final Map<String, TestPods> pods = new HashMap<>();
    private final Map<String, String> phases = new HashMap<>();
    private int created;

    Simulation(long seed, int hosts) {
      this.random = new Random(seed);
      this.seed = "seed " + seed;
      this.hostsBefore = hosts;
      this.desired = 1 + random.nextInt(8);
      int unavailable = random.nextInt(desired + 1);
      int surge = unavailable == 0 ? 1 + random.nextInt(desired) : random.nextInt(desired + 1);
      this.pace = new Pace(unavailable, surge);
      this.cluster =
          TestClusters.cluster(
              TestClusters.withGroups(
                  TestClusters.group("g", "replicas: " + desired + "\nnumOfHosts: " + hosts)));
      this.group = cluster.workerGroups().getFirst();
    }

    void run() {
      for (int replica = 0; replica < desired; replica++) {
        for (int host = 0; host < hostsBefore; host++) {
          add("old", hostsBefore > 1 ? "old-" + replica : null, replica);
        }
      }
      phases.replaceAll((name, phase) -> "ready");
      for (int moment = 0; moment < MAX_MOMENTS; moment++) {
        if (done()) {
          return;
        }
        plan();
        checkBounds();
        live();
        checkBounds();
      }
      assertThat(pods.keySet()).as(seed + ": never finished").isEmpty();
    }

    private boolean done() {
      return phases.values().stream().allMatch("ready"::equals)
          && observed().stream().noneMatch(this::isOutdated);
    }

    private void plan() {
      GroupRollout rollout =
          new GroupRollout(this::isOutdated, (wanted, most) -> pace, false, false);
      GroupScale scale =
          ScalePlanner.plan(
              group,
              observed(),
              new ScaleRules(true, true, 128, rollout, null),
              () -> "r" + created++);
      for (PodDeletion deletion : scale.deletions()) {
        phases.put(deletion.pod().name(), "terminating");
      }
      for (WorkerPlace place : scale.creations()) {
        add("new", place.replicaName(), Objects.requireNonNull(place.replicaIndex()));
      }
    }

    /** Some pods start, some are gone; in multi-host replicas each on its own. */
    private void live() {
      for (String name : List.copyOf(phases.keySet())) {
        if (random.nextInt(3) == 0) {
          switch (phases.getOrDefault(name, "")) {
            case "pending" -> phases.put(name, "ready");
            case "terminating" -> {
              phases.remove(name);
              pods.remove(name);
            }
            default -> {
              // It works.
            }
          }
        }
      }
    }

    private void checkBounds() {
      Map<String, List<ObservedPod>> replicas =
          observed().stream()
              .collect(
                  Collectors.groupingBy(
                      pod -> Objects.requireNonNullElse(pod.replicaName(), pod.name())));
      assertThat(replicas.size())
          .as("%s: replicas that exist", seed)
          .isLessThanOrEqualTo(desired + pace.maxSurge());
      assertThat(
              replicas.values().stream()
                  .filter(
                      replica ->
                          replica.stream()
                              .allMatch(pod -> pod.runningAndReady() && !pod.terminating()))
                  .count())
          .as("%s: replicas that are available", seed)
          .isGreaterThanOrEqualTo(desired - pace.maxUnavailable());
    }

    private void add(String template, @Nullable String replica, int index) {
      String name = template + "-" + created++;
      TestPods pod = TestPods.worker("g", name).template("1-" + template);
      pods.put(name, replica == null ? pod.index(index) : pod.replica(replica, index));
      phases.put(name, "pending");
    }

    private List<ObservedPod> observed() {
      List<ObservedPod> observed = new ArrayList<>();
      pods.forEach(
          (name, pod) -> {
            ObservedPod facts = pod.build();
            switch (phases.getOrDefault(name, "")) {
              case "terminating" -> observed.add(facts.asTerminating());
              case "pending" ->
                  observed.add(
                      TestPods.worker("g", name)
                          .template(facts.origin().templateHash())
                          .place(facts.replicaName(), facts.replicaIndex())
                          .pending()
                          .build());
              default -> observed.add(facts);
            }
          });
      return observed;
    }

    private boolean isOutdated(ObservedPod pod) {
      return pod.origin().templateHash().equals("1-old");
    }
  }
}

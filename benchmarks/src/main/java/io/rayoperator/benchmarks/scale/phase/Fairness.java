package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.cluster.Arrivals;
import io.rayoperator.benchmarks.scale.cluster.ClusterKey;
import io.rayoperator.benchmarks.scale.cluster.ClusterState;
import io.rayoperator.benchmarks.scale.result.Load;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One cluster asks for many workers, and others are created meanwhile. Done when the one has all
 * its workers; the times are those of the others.
 */
final class Fairness implements Phase {

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    bench.users().createNamespace("greedy");
    bench.users().createNamespace("neighbours");
    Load load = bench.load();
    List<ClusterKey> greedy = Bench.clusters("greedy", 1);
    List<ClusterKey> neighbours = Bench.clusters("neighbours", load.neighbours());
    Arrivals small = bench.clusters().expect(greedy, ClusterState.readyWith(1));
    Arrivals large =
        bench.clusters().expect(greedy, ClusterState.readyWith(1 + load.manyWorkers()));
    Arrivals ready = bench.clusters().expect(neighbours, ClusterState.readyWith(1));
    bench.users().create(greedy, 1, 0);
    bench.await(small);

    PhaseMeter meter = PhaseMeter.begin(bench);
    bench.users().scale(greedy, 1 + load.manyWorkers());
    Map<ClusterKey, Instant> asked =
        bench.users().create(neighbours, 1, load.neighboursPerSecond());
    bench.await(ready);
    bench.await(large);
    PhaseResult result =
        meter
            .toReady(ready.times(asked))
            .toFirstPod(bench.pods().timesToFirst(asked))
            .endQuietly(name(), neighbours.size(), large.last());
    bench.cleanUp(neighbours);
    bench.cleanUp(greedy);
    return result;
  }
}

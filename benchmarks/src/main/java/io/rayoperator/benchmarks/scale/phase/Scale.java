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
 * The number of workers of all clusters changes. Done when all have the new number.
 *
 * @param up whether from the former number to a larger one, or back
 */
record Scale(String name, boolean up) implements Phase {

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    Load load = bench.load();
    int workers = up ? load.workers() + load.moreWorkers() : load.workers();
    List<ClusterKey> many = bench.many();
    Arrivals scaled = bench.clusters().expect(many, ClusterState.readyWith(workers));
    PhaseMeter meter = PhaseMeter.begin(bench);
    Map<ClusterKey, Instant> asked = bench.users().scale(many, workers);
    bench.await(scaled);
    return meter.toReady(scaled.times(asked)).endQuietly(name, many.size(), scaled.last());
  }
}

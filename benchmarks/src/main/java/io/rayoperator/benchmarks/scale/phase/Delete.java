package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.cluster.Arrivals;
import io.rayoperator.benchmarks.scale.cluster.ClusterKey;
import io.rayoperator.benchmarks.scale.cluster.ClusterState;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.time.Instant;
import java.util.List;

/** All clusters are deleted. Done when the last pod has gone. */
final class Delete implements Phase {

  @Override
  public String name() {
    return "delete";
  }

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    List<ClusterKey> many = bench.many();
    Arrivals gone = bench.clusters().expect(many, ClusterState::gone);
    PhaseMeter meter = PhaseMeter.begin(bench);
    bench.users().delete(many);
    bench.await(gone);
    bench.await("the garbage collector", () -> bench.pods().aliveOf(many) == 0);
    Instant lastPod = bench.pods().lastGone();
    Instant done = lastPod.isAfter(gone.last()) ? lastPod : gone.last();
    return meter.endQuietly(name(), many.size(), done);
  }
}

package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.cluster.Arrivals;
import io.rayoperator.benchmarks.scale.cluster.ClusterKey;
import io.rayoperator.benchmarks.scale.cluster.ClusterState;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.time.Instant;
import java.util.List;

/**
 * Some clusters come and go, so that what follows does not measure the operator's compiler. Done
 * when they have gone.
 */
final class WarmUp implements Phase {

  @Override
  public String name() {
    return "warm-up";
  }

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    bench.users().createNamespace("warm-up");
    List<ClusterKey> some = Bench.clusters("warm-up", bench.load().warmUp());
    PhaseMeter meter = PhaseMeter.begin(bench);
    Arrivals ready = bench.clusters().expect(some, ClusterState.readyWith(1));
    bench.users().create(some, 1, 0);
    bench.await(ready);
    bench.cleanUp(some);
    return meter.endQuietly(name(), some.size(), Instant.now());
  }
}

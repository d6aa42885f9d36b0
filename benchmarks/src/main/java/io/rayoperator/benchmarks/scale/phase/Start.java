package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.cluster.Arrivals;
import io.rayoperator.benchmarks.scale.cluster.ClusterKey;
import io.rayoperator.benchmarks.scale.cluster.ClusterState;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.time.Instant;
import java.util.List;

/** The operator starts, and finds one cluster. Done when that has its first pod. */
final class Start implements Phase {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    bench.users().createNamespace("start");
    List<ClusterKey> one = Bench.clusters("start", 1);
    Arrivals ready = bench.clusters().expect(one, ClusterState.readyWith(1));
    bench.users().create(one, 1, 0);
    PhaseMeter meter = PhaseMeter.beginBeforeStart(bench);
    bench.operator().start();
    bench.await("the first pod", () -> bench.pods().haveHadPods(one));
    Instant done = bench.pods().firstPod(one.getFirst());
    bench.await(ready);
    PhaseResult result = meter.endQuietly(name(), 1, done);
    bench.cleanUp(one);
    return result;
  }
}

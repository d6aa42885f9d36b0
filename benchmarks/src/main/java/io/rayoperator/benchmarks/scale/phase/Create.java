package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.cluster.Arrivals;
import io.rayoperator.benchmarks.scale.cluster.ClusterKey;
import io.rayoperator.benchmarks.scale.cluster.ClusterState;
import io.rayoperator.benchmarks.scale.result.Load;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Many clusters are created. Done when all are ready. */
final class Create implements Phase {

  @Override
  public String name() {
    return "create";
  }

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    for (String namespace : bench.namespaces()) {
      bench.users().createNamespace(namespace);
    }
    Load load = bench.load();
    List<ClusterKey> many = bench.many();
    Arrivals ready = bench.clusters().expect(many, ClusterState.readyWith(load.workers()));
    PhaseMeter meter = PhaseMeter.begin(bench);
    Sampler sampler = new Sampler(meter, bench, ready::count);
    Map<ClusterKey, Instant> asked;
    try (sampler) {
      asked = bench.users().create(many, load.workers(), load.perSecond());
      bench.await(ready);
    }
    return meter
        .toReady(ready.times(asked))
        .toFirstPod(bench.pods().timesToFirst(asked))
        .samples(sampler.samples())
        .endQuietly(name(), many.size(), ready.last());
  }
}

package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.time.Duration;
import java.time.Instant;

/**
 * The operator is stopped and started again with everything there. Done with the last request that
 * it makes before it is quiet.
 */
final class Restart implements Phase {

  /** Longer than others of a kind: it may wait for a lease before it begins. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    bench.operator().stop();
    PhaseMeter meter = PhaseMeter.beginBeforeStart(bench);
    bench.operator().start();
    bench.requests().awaitSilence(SILENCE, bench.timeout());
    Instant last = bench.requests().counts().last();
    return meter.end(name(), bench.load().clusters(), last == null ? meter.begun() : last);
  }
}

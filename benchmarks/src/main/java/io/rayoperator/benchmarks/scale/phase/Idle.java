package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.time.Duration;
import java.time.Instant;

/** Nothing happens. Done after a while. */
final class Idle implements Phase {

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public PhaseResult run(Bench bench) throws Exception {
    PhaseMeter meter = PhaseMeter.begin(bench);
    Thread.sleep(Duration.ofSeconds(bench.load().idleSeconds()));
    return meter.end(name(), bench.load().clusters(), Instant.now());
  }
}

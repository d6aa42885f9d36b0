package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.ProcessUsage;
import io.rayoperator.benchmarks.scale.result.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Looks at the operator twice a second, from its creation until it is closed. */
final class Sampler implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 500;

  private final List<Sample> samples = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  private final Future<?> sampling;

  Sampler(PhaseMeter meter, Bench bench, IntSupplier arrived) {
    sampling =
        timer.scheduleAtFixedRate(
            () -> {
              ProcessUsage usage = bench.operator().usage();
              samples.add(
                  new Sample(
                      PhaseMeter.seconds(Duration.between(meter.begun(), Instant.now())),
                      arrived.getAsInt(),
                      PhaseMeter.seconds(usage.cpu().minus(meter.cpuBefore())),
                      usage.residentBytes()));
            },
            0,
            INTERVAL_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** All that were taken; to be called after {@link #close}. */
  List<Sample> samples() {
    return List.copyOf(samples);
  }

  @Override
  public void close() {
    sampling.cancel(false);
    timer.close();
  }
}

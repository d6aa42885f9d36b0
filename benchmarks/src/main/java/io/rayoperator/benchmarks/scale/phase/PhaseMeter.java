package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.ProcessUsage;
import io.rayoperator.benchmarks.scale.operator.RequestCounts;
import io.rayoperator.benchmarks.scale.result.Percentiles;
import io.rayoperator.benchmarks.scale.result.PhaseResult;
import io.rayoperator.benchmarks.scale.result.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures what the operator uses during a phase. */
final class PhaseMeter {

  /** After this time without a request, the operator has done what there was to do. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Bench bench;
  private final Duration cpuBefore;
  private final Instant begin;
  private @Nullable Percentiles toReady;
  private @Nullable Percentiles toFirstPod;
  private List<Sample> samples = List.of();

  private PhaseMeter(Bench bench, Duration cpuBefore) {
    this.bench = bench;
    this.cpuBefore = cpuBefore;
    bench.requests().reset();
    this.begin = Instant.now();
  }

  /** Begins with an operator that runs. */
  static PhaseMeter begin(Bench bench) {
    return new PhaseMeter(bench, bench.operator().usage().cpu());
  }

  /** Begins with an operator that is about to be started. */
  static PhaseMeter beginBeforeStart(Bench bench) {
    return new PhaseMeter(bench, Duration.ZERO);
  }

  Instant begun() {
    return begin;
  }

  Duration cpuBefore() {
    return cpuBefore;
  }

  PhaseMeter toReady(Collection<Duration> times) {
    toReady = Percentiles.of(times);
    return this;
  }

  PhaseMeter toFirstPod(Collection<Duration> times) {
    toFirstPod = Percentiles.of(times);
    return this;
  }

  PhaseMeter samples(List<Sample> taken) {
    samples = taken;
    return this;
  }

  /** Waits until the operator is quiet, and ends. */
  PhaseResult endQuietly(String name, int clusters, Instant done) throws InterruptedException {
    bench.requests().awaitSilence(SILENCE, bench.timeout());
    return end(name, clusters, done);
  }

  PhaseResult end(String name, int clusters, Instant done) {
    bench.operator().check();
    RequestCounts counts = bench.requests().counts();
    ProcessUsage usage = bench.operator().usage();
    Instant last = counts.last();
    return new PhaseResult(
        name,
        clusters,
        seconds(Duration.between(begin, done)),
        last == null ? 0 : seconds(Duration.between(begin, last)),
        toReady,
        toFirstPod,
        seconds(usage.cpu().minus(cpuBefore)),
        usage.residentBytes(),
        usage.peakResidentBytes(),
        counts.writes(),
        counts.reads(),
        new TreeMap<>(counts.byVerbAndResource()),
        samples);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

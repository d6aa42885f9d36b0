package io.rayoperator.benchmarks.scale;

import io.rayoperator.benchmarks.scale.result.Load;
import picocli.CommandLine.Option;

/** How much is asked for. */
final class LoadOptions {

  @Option(names = "--clusters", description = "How many RayClusters.", defaultValue = "100")
  private int clusters;

  @Option(names = "--workers", description = "Worker pods of each.", defaultValue = "1")
  private int workers;

  @Option(names = "--namespaces", description = "They are spread over.", defaultValue = "1")
  private int namespaces;

  @Option(
      names = "--rate",
      description = "How many are created in a second; 0: as many as the API server takes.",
      defaultValue = "0")
  private double rate;

  @Option(names = "--scale-by", description = "Workers that each gets later.", defaultValue = "1")
  private int scaleBy;

  @Option(
      names = "--warm-up",
      description = "RayClusters that come and go first.",
      defaultValue = "100")
  private int warmUp;

  @Option(
      names = "--greedy-workers",
      description = "Workers that one RayCluster asks for beside others.",
      defaultValue = "500")
  private int greedyWorkers;

  @Option(names = "--neighbours", description = "Those others.", defaultValue = "50")
  private int neighbours;

  @Option(
      names = "--neighbours-rate",
      description = "How many of them are created in a second.",
      defaultValue = "5")
  private double neighboursRate;

  @Option(names = "--idle", description = "Seconds to watch it idle.", defaultValue = "60")
  private int idleSeconds;

  Load toLoad() {
    return new Load(
        clusters,
        workers,
        namespaces,
        rate,
        scaleBy,
        warmUp,
        greedyWorkers,
        neighbours,
        neighboursRate,
        idleSeconds);
  }
}

package io.rayoperator.benchmarks.stress;

import io.rayoperator.benchmarks.Latencies;
import io.rayoperator.benchmarks.ProcessUsage;
import io.rayoperator.benchmarks.WebhookProcess;
import io.rayoperator.testing.hostile.Attack;
import io.rayoperator.testing.hostile.Bystander;
import io.rayoperator.testing.hostile.Outcomes;
import io.rayoperator.testing.hostile.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Does to a webhook server what it should bear, each to a server of its own; prints a Markdown
 * table. Fails if others were not served, or if a request ended as it should not.
 */
@Command(name = "stress", mixinStandardHelpOptions = true, sortOptions = false)
public final class StressBenchmark implements Callable<Integer> {

  @Option(names = "--launcher", required = true, description = "The assembled bin/ray-operator.")
  private Path launcher = Path.of("");

  @Option(names = "--directory", required = true, description = "For certificates and the log.")
  private Path directory = Path.of("");

  @Option(names = "--attacks", split = ",", description = "Of: ${COMPLETION-CANDIDATES}")
  private List<Attack> attacks = List.of(Attack.values());

  @Option(
      names = "--times",
      description = "How many requests or connections of each kind.",
      defaultValue = "1000")
  private int times;

  private boolean isWell = true;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new StressBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(directory);
    System.out.println(
        """
        | Sent | How many | Took | What became of them | Peak resident | Threads before, after \
        | Others: answered | Failed | p50 | p99 |
        |---|---|---|---|---|---|---|---|---|---|""");
    for (Attack attack : attacks) {
      measure(attack);
    }
    return isWell ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void measure(Attack attack)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (WebhookProcess server = WebhookProcess.start(launcher, directory)) {
      Target target = new Target(server.conversion().getPort(), server.trust());
      try (Bystander warmUp = new Bystander(target)) {
        Thread.sleep(Duration.ofSeconds(2));
        isWell &= warmUp.failures().isEmpty();
      }
      int threads = server.usage().threads();
      try (Bystander bystander = new Bystander(target)) {
        long begin = System.nanoTime();
        Outcomes outcomes = attack.on(target, times);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Latencies latencies = Latencies.of(bystander.times());
        int failed = bystander.failures().size();
        isWell &= failed == 0 && outcomes.counts().keySet().stream().allMatch(attack::isFine);
        ProcessUsage usage = server.usage();
        System.out.printf(
            Locale.ROOT,
            "| %s | %,d | %.1f s | %s | %d MB | %d, %d | %,d | %d | %.1f ms | %.1f ms |%n",
            attack.description(),
            times,
            seconds,
            outcomes,
            usage.peakResidentBytes() >> 20,
            threads,
            usage.threads(),
            bystander.times().size(),
            failed,
            latencies.millis(0.5),
            latencies.millis(0.99));
      }
    }
  }
}

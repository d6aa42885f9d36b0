package io.rayoperator.benchmarks.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.tools.attach.AttachNotSupportedException;
import io.rayoperator.benchmarks.Latencies;
import io.rayoperator.benchmarks.ProcessUsage;
import io.rayoperator.benchmarks.SampleRayClusters;
import io.rayoperator.benchmarks.WebhookProcess;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts webhook servers and measures them; prints Markdown tables. */
@Command(name = "webhook", mixinStandardHelpOptions = true, sortOptions = false)
public final class WebhookBenchmark implements Callable<Integer> {

  private static final int AGAIN = 3;

  @Option(names = "--launcher", required = true, description = "The assembled bin/ray-operator.")
  private Path launcher = Path.of("");

  @Option(names = "--directory", required = true, description = "For certificates and the log.")
  private Path directory = Path.of("");

  @Option(names = "--layouts", split = ",", defaultValue = "KUBERAY,ANT")
  private List<Layout> layouts = List.of();

  @Option(names = "--bytes", description = "Size of an object.", defaultValue = "10000")
  private int bytes;

  @Option(names = "--seconds", description = "Length of each measurement.", defaultValue = "10")
  private int seconds;

  @Option(names = "--rate", description = "Reviews per second for latencies.", defaultValue = "100")
  private int rate;

  @Option(names = "--connections", defaultValue = "4")
  private int connections;

  @Option(
      names = "--in-flight",
      description = "Reviews under way on each connection at saturation.",
      defaultValue = "4")
  private int inFlight;

  @Option(names = "--many", description = "Objects of a review with many.", defaultValue = "100")
  private int many;

  @Option(names = "--starts", description = "How many cold starts.", defaultValue = "5")
  private int starts;

  @Option(
      names = "--first",
      split = ",",
      description = "How many reviews after a start, one after the other.",
      defaultValue = "1,100,1000,10000")
  private List<Integer> first = List.of();

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new WebhookBenchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(directory);
    // The first start issues certificates, which later ones find.
    WebhookProcess.start(launcher, directory).close();
    measureStarts();
    measureFirstReviews();
    measureLists();
    measureCalls();
    return CommandLine.ExitCode.OK;
  }

  private record Start(Duration ready, Duration firstCall, long residentBytes) {}

  private void measureStarts() throws IOException, InterruptedException, GeneralSecurityException {
    List<Start> all = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      try (WebhookProcess server = WebhookProcess.start(launcher, directory)) {
        long resident = server.usage().residentBytes();
        try (ConversionCalls calls = calls(server, Layout.KUBERAY, ApiVersion.V1ALPHA1, 1)) {
          all.add(new Start(server.startToReady(), calls.once(), resident));
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        """

        | Starts | Start to ready, median | First call incl. TLS handshake, median | Resident when ready, median |
        |---|---|---|---|
        | %d | %d ms | %d ms | %d MB |

        """,
        starts,
        median(all, Comparator.comparing(Start::ready)).ready.toMillis(),
        median(all, Comparator.comparing(Start::firstCall)).firstCall.toMillis(),
        median(all, Comparator.comparingLong(Start::residentBytes)).residentBytes >> 20);
  }

  private static Start median(List<Start> all, Comparator<Start> by) {
    return all.stream().sorted(by).toList().get(all.size() / 2);
  }

  /** As the API server calls that fills its cache of a version after the server has started. */
  private void measureFirstReviews() throws Exception {
    System.out.println(
        """
        | First reviews | Took | Server CPU for all, after it was ready |
        |---|---|---|""");
    try (WebhookProcess server = WebhookProcess.start(launcher, directory);
        ConversionCalls calls = calls(server, Layout.KUBERAY, ApiVersion.V1ALPHA1, 1)) {
      Duration before = server.usage().cpu();
      long begin = System.nanoTime();
      int done = 0;
      for (int count : first) {
        for (; done < count; done++) {
          calls.once();
        }
        System.out.printf(
            Locale.ROOT,
            "| %d | %.2f s | %.2f s |%n",
            count,
            (System.nanoTime() - begin) / 1e9,
            server.usage().cpu().minus(before).toMillis() / 1e3);
      }
      System.out.println();
    }
  }

  /** Each list by a server of its own, which has just started, and again. */
  private void measureLists() throws Exception {
    System.out.printf(
        Locale.ROOT,
        """
        | List, in reviews of %d objects | KEP-95 | First | Server CPU | Again, median of %d | Server CPU |
        |---|---|---|---|---|---|
        """,
        many,
        AGAIN);
    for (LimitedList list : LimitedList.KEP_95) {
      try (WebhookProcess server = WebhookProcess.start(launcher, directory);
          ConversionCalls calls =
              calls(server, Layout.KUBERAY, ApiVersion.V1ALPHA1, many, list.bytes())) {
        Took first = convert(server, calls, list);
        List<Took> again = new ArrayList<>();
        for (int i = 0; i < AGAIN; i++) {
          again.add(convert(server, calls, list));
        }
        again.sort(Comparator.comparing(Took::time));
        Took median = again.get(AGAIN / 2);
        System.out.printf(
            Locale.ROOT,
            "| %d × %d kB | %d s | %.2f s | %.2f s | %.2f s | %.2f s |%n",
            list.objects(),
            list.bytes() / 1000,
            list.seconds(),
            first.time.toMillis() / 1e3,
            first.cpu.toMillis() / 1e3,
            median.time.toMillis() / 1e3,
            median.cpu.toMillis() / 1e3);
      }
    }
    System.out.println();
  }

  private record Took(Duration time, Duration cpu) {}

  private Took convert(WebhookProcess server, ConversionCalls calls, LimitedList list)
      throws IOException, InterruptedException {
    Duration before = server.usage().cpu();
    Duration time = Duration.ZERO;
    for (int done = 0; done < list.objects(); done += many) {
      time = time.plus(calls.once());
    }
    return new Took(time, server.usage().cpu().minus(before));
  }

  private void measureCalls() throws Exception {
    System.out.println(
        """
        | Layout | Becomes | Objects per review | p50 | p99 | p99.9 | Objects per second | Server CPU per object \
        | Objects per second and core | Allocated per object | Resident |
        |---|---|---|---|---|---|---|---|---|---|---|""");
    try (WebhookProcess server = WebhookProcess.start(launcher, directory)) {
      for (Layout layout : layouts) {
        for (ApiVersion desired : ApiVersion.values()) {
          print(layout, desired, 1, measure(server, layout, desired, 1));
          print(layout, desired, many, measure(server, layout, desired, many));
        }
      }
    }
  }

  private record Result(
      Latencies latencies,
      double objectsPerSecond,
      double cpuMicrosPerObject,
      double allocatedBytesPerObject,
      long residentBytes) {}

  private Result measure(WebhookProcess server, Layout layout, ApiVersion desired, int objects)
      throws IOException,
          InterruptedException,
          ExecutionException,
          GeneralSecurityException,
          AttachNotSupportedException {
    Duration duration = Duration.ofSeconds(seconds);
    try (ConversionCalls calls = calls(server, layout, desired, objects)) {
      calls.connect();
      calls.saturate(inFlight, duration); // The server compiles what is hot.
      Latencies latencies = calls.atRate(Math.max(1, rate / objects), duration);
      long allocatedBefore = server.allocatedBytes();
      ProcessUsage before = server.usage();
      long begin = System.nanoTime();
      double count = (double) objects * calls.saturate(inFlight, duration);
      double elapsed = (System.nanoTime() - begin) / 1e9;
      ProcessUsage after = server.usage();
      long allocated = server.allocatedBytes() - allocatedBefore;
      return new Result(
          latencies,
          count / elapsed,
          after.cpu().minus(before.cpu()).toNanos() / 1e3 / count,
          allocated / count,
          after.residentBytes());
    }
  }

  private void print(Layout layout, ApiVersion desired, int objects, Result result) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %.1f ms | %.1f ms | %.1f ms | %.0f | %.0f µs | %.0f | %.0f kB | %d MB |%n",
        layout.title(),
        desired.version(),
        objects,
        result.latencies.millis(0.5),
        result.latencies.millis(0.99),
        result.latencies.millis(0.999),
        result.objectsPerSecond,
        result.cpuMicrosPerObject,
        1e6 / result.cpuMicrosPerObject,
        result.allocatedBytesPerObject / 1000,
        result.residentBytes >> 20);
  }

  private ConversionCalls calls(
      WebhookProcess server, Layout layout, ApiVersion desired, int objects)
      throws GeneralSecurityException, IOException {
    return calls(server, layout, desired, objects, bytes);
  }

  private ConversionCalls calls(
      WebhookProcess server, Layout layout, ApiVersion desired, int objects, int bytes)
      throws GeneralSecurityException, IOException {
    ObjectNode object =
        desired == ApiVersion.V1
            ? SampleRayClusters.v1alpha1(layout, bytes)
            : SampleRayClusters.v1(layout, bytes);
    return new ConversionCalls(
        server.conversion(), server.trust(), object, desired.groupVersion(), objects, connections);
  }
}

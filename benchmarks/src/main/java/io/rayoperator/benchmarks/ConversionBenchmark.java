package io.rayoperator.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * What a conversion costs beyond reading and writing the JSON: parse, convert and write an object
 * of 6 to 10 KB, against Jackson alone, which parses the same input and writes the same output.
 * Medians, so that other work on the machine does not count.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 2)
@NullUnmarked // JMH fills the fields.
public class ConversionBenchmark {
  /** Layout of the v1alpha1 object and direction. */
  @Param({"kuberay-up", "kuberay-down", "ant-up", "ant-down"})
  public String conversion;

  private final ObjectMapper json = new JsonMapper();
  private final RayClusterConverter converter = RayClusterConverter.create();
  private ApiVersion desired;
  private byte[] input;
  private ObjectNode output;

  /**
   * Reads the object; for the way down it is converted to v1 first and given fields that only v1
   * knows.
   */
  @Setup
  public void read() throws IOException {
    String layout = conversion.substring(0, conversion.indexOf('-'));
    ObjectNode object;
    try (InputStream in =
        ConversionBenchmark.class.getResourceAsStream(layout + ".v1alpha1.json")) {
      object = (ObjectNode) json.readTree(Objects.requireNonNull(in));
    }
    desired = ApiVersion.V1;
    if (conversion.endsWith("-down")) {
      desired = ApiVersion.V1ALPHA1;
      object = converter.convert(object, ApiVersion.V1).deepCopy();
      object.withObject("/spec").putObject("authOptions").put("mode", "token");
      object.withObject("/spec").putObject("upgradeStrategy").put("type", "Recreate");
      ((ObjectNode) object.at("/spec/workerGroupSpecs/0"))
          .put("numOfHosts", 2)
          .put("idleTimeoutSeconds", 120);
      object
          .withObject("/status")
          .putArray("conditions")
          .addObject()
          .put("type", "HeadPodReady")
          .put("status", "True")
          .put("reason", "HeadPodRunningAndReady")
          .put("message", "")
          .put("lastTransitionTime", "2026-01-02T03:09:00Z");
    }
    input = json.writeValueAsBytes(object);
    output = converter.convert(object, desired);
  }

  /** Jackson alone: reads what comes in and writes what goes out. */
  @Benchmark
  public byte[] parseAndWrite(Blackhole blackhole) throws IOException {
    blackhole.consume(json.readTree(input));
    return json.writeValueAsBytes(output);
  }

  /** As the webhook server does it. */
  @Benchmark
  public byte[] parseConvertAndWrite() throws IOException {
    return json.writeValueAsBytes(converter.convert((ObjectNode) json.readTree(input), desired));
  }

  /** Takes JMH's options; prints JMH's report and then the ratios. */
  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, IOException {
    String included = args.length == 0 ? ConversionBenchmark.class.getSimpleName() : null;
    CommandLineOptions options =
        new CommandLineOptions(included == null ? args : new String[] {included});
    Collection<RunResult> results = new Runner(options).run();
    Map<String, Map<String, Double>> scores = new TreeMap<>();
    for (RunResult result : results) {
      scores
          .computeIfAbsent(result.getParams().getParam("conversion"), any -> new TreeMap<>())
          .put(
              result.getPrimaryResult().getLabel(),
              result.getPrimaryResult().getStatistics().getPercentile(50));
    }
    System.out.printf(
        "%n%-14s %8s %8s %12s %12s %6s%n",
        "conversion", "bytes in", "out", "Jackson us", "all us", "ratio");
    for (Map.Entry<String, Map<String, Double>> entry : scores.entrySet()) {
      ConversionBenchmark benchmark = new ConversionBenchmark();
      benchmark.conversion = entry.getKey();
      benchmark.read();
      double jackson = entry.getValue().getOrDefault("parseAndWrite", Double.NaN);
      double convert = entry.getValue().getOrDefault("parseConvertAndWrite", Double.NaN);
      System.out.printf(
          "%-14s %8d %8d %12.1f %12.1f %6.2f%n",
          entry.getKey(),
          benchmark.input.length,
          benchmark.json.writeValueAsBytes(benchmark.output).length,
          jackson,
          convert,
          convert / jackson);
    }
  }
}

package io.rayoperator.benchmarks.conversion;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.benchmarks.SampleRayClusters;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.layout.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
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
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a conversion costs beyond reading and writing the JSON: parse, convert and write an object,
 * against Jackson alone, which parses the same input and writes the same output. Medians, so that
 * other work on the machine counts little.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// As the launcher runs the webhook server.
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx256m"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 1)
@NullUnmarked // JMH fills the fields.
public class ConversionBenchmark {

  /** The layout of the v1alpha1 object. */
  @Param public Layout layout;

  @Param public Direction direction;

  /** Nominal size of the v1alpha1 object. */
  @Param({"2000", "10000", "25000", "50000"})
  public int bytes;

  /** Which way, named by the version that comes out. */
  public enum Direction {
    TO_V1,
    TO_V1ALPHA1
  }

  private final ObjectMapper jackson = mapper().build();

  // As the webhook server's, see ReviewJson there.
  private final ObjectMapper json = mapper().nodeFactory(CompactNodes.INSTANCE).build();
  private final RayClusterConverter converter = RayClusterConverter.create();
  private ApiVersion desired;
  private byte[] input;
  private ObjectNode output;

  private static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  @Setup
  public void makeObject() throws IOException {
    ObjectNode object =
        switch (direction) {
          case TO_V1 -> SampleRayClusters.v1alpha1(layout, bytes);
          case TO_V1ALPHA1 -> SampleRayClusters.v1(layout, bytes);
        };
    desired = direction == Direction.TO_V1 ? ApiVersion.V1 : ApiVersion.V1ALPHA1;
    input = json.writeValueAsBytes(object);
    // Nodes as Jackson itself makes them.
    output =
        (ObjectNode)
            jackson.readTree(
                json.writeValueAsBytes(
                    converter.convert((ObjectNode) json.readTree(input), desired)));
  }

  int inputBytes() {
    return input.length;
  }

  int outputBytes() throws IOException {
    return json.writeValueAsBytes(output).length;
  }

  /** Jackson alone: reads what comes in and writes what goes out. */
  @Benchmark
  public byte[] parseAndWrite(Blackhole blackhole) throws IOException {
    blackhole.consume(jackson.readTree(input));
    return jackson.writeValueAsBytes(output);
  }

  /** As the webhook server does it. */
  @Benchmark
  public byte[] parseConvertAndWrite() throws IOException {
    return json.writeValueAsBytes(converter.convert((ObjectNode) json.readTree(input), desired));
  }

  /** Takes JMH's options; prints JMH's report and then a table, which is written to a file too. */
  public static void main(String[] arguments)
      throws RunnerException, CommandLineOptionException, IOException {
    CommandLineOptions given = new CommandLineOptions(arguments);
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given).addProfiler(GCProfiler.class);
    if (given.getIncludes().isEmpty()) {
      options.include(ConversionBenchmark.class.getName());
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    ConversionTable table = ConversionTable.of(results);
    System.out.print(table.markdown());
    table.write(Path.of(System.getProperty("benchmark.results", "conversion.json")));
  }
}

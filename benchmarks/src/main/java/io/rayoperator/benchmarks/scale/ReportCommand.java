package io.rayoperator.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.rayoperator.benchmarks.scale.report.MarkdownReport;
import io.rayoperator.benchmarks.scale.report.Timelines;
import io.rayoperator.benchmarks.scale.result.OperatorResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sets results side by side: {@code scale.md}, {@code scale.json} and {@code scale.svg}. The table
 * is printed as well.
 */
@Command(name = "report", mixinStandardHelpOptions = true, sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  @Option(names = "--directory", required = true, description = "For the files.")
  private Path directory = Path.of("");

  @Parameters(
      arity = "1..*",
      description = "Results of `measure`. The first one is compared with the others.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws Exception {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    List<OperatorResult> results = new ArrayList<>();
    for (Path file : files) {
      results.add(json.readValue(file.toFile(), OperatorResult.class));
    }
    String table = MarkdownReport.of(results);
    Files.writeString(directory.resolve("scale.md"), table);
    Files.writeString(directory.resolve("scale.svg"), Timelines.svg(results));
    json.writeValue(directory.resolve("scale.json").toFile(), results);
    System.out.print(table);
    return CommandLine.ExitCode.OK;
  }
}

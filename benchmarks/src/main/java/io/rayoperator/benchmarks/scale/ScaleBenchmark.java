package io.rayoperator.benchmarks.scale;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures operators, one after the other, and sets them side by side. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    subcommands = {MeasureCommand.class, ReportCommand.class})
public final class ScaleBenchmark {

  private ScaleBenchmark() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ScaleBenchmark()).execute(arguments));
  }
}

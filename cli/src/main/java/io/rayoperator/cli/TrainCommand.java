package io.rayoperator.cli;

import io.rayoperator.cli.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

@Command(
    name = "train",
    header = "Make the cache beside the jars from which servers and commands start faster.",
    description = {
      "Runs both servers for a moment, on free ports of this machine and without an API server. The launcher has the JVM"
          + " record what that takes (-XX:AOTCacheOutput). The cache holds for these jars and this Java; with others it"
          + " is left unused."
    })
final class TrainCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("ray-operator-training");
    try {
      Training.run(directory);
    } finally {
      delete(directory);
    }
    return ExitCode.OK;
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}

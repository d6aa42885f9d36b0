package io.rayoperator.cli;

import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.cli.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of kubectl that say which manifests to read. */
final class ManifestOptions {

  @Option(
      names = {"-f", "--filename"},
      required = true,
      arity = "1..*",
      paramLabel = "FILE|DIR|-",
      description = {
        "Manifests to read: a file, the .yaml, .yml and .json files of a directory, or - for the standard input."
            + " A file may hold several documents. Any number of them may follow, and the option may be repeated."
      })
  private List<String> filenames = new ArrayList<>();

  @Option(
      names = {"-R", "--recursive"},
      description = "Also read the directories below a directory.")
  private boolean recursive;

  /** All documents of all files, in the order in which they were given. */
  List<Manifest> read() throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    for (String filename : filenames) {
      if (filename.equals("-")) {
        manifests.addAll(Manifests.read(System.in));
        continue;
      }
      for (Path file : Manifests.files(Path.of(filename), recursive)) {
        manifests.addAll(Manifests.read(file));
      }
    }
    return manifests;
  }
}

package io.rayoperator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The log files of the processes behind a test, one {@code NAME.log} per process in a directory.
 */
public record ProcessLogs(Path directory) {

  /** Of a tool that ran while the control plane started. */
  private static final String CERTIFICATES_LOG = "openssl.log";

  private static final int MAX_LINE_LENGTH = 500;

  /** Returns the last lines of each log that has any, under a headline each. */
  public String tail(int lines) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".log") && !file.endsWith(CERTIFICATES_LOG))
          .sorted()
          .map(file -> tail(file, lines))
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(Path file, int lines) {
    List<String> all = lines(file);
    return all.isEmpty()
        ? ""
        : all.stream()
            .skip(Math.max(0, all.size() - lines))
            .map(
                line ->
                    line.length() <= MAX_LINE_LENGTH
                        ? line
                        : line.substring(0, MAX_LINE_LENGTH) + " ...")
            .collect(Collectors.joining("\n", "---- last lines of " + file + "\n", "\n"));
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

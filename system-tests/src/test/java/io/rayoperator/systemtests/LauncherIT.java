package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache from which the launcher starts faster is used when it fits, and only then. */
class LauncherIT {

  private static final Path DISTRIBUTION = Repository.root().resolve("cli/target/ray-operator");

  /** The JVM refuses to start if it cannot use the cache. */
  private static final String ONLY_WITH_CACHE = "-XX:AOTMode=on";

  @TempDir Path directory;

  private record Run(int exitCode, String output, String errors) {}

  @BeforeEach
  void copyWithTimes() throws IOException {
    try (Stream<Path> files = Files.walk(DISTRIBUTION)) {
      for (Path file : files.toList()) {
        if (!file.toString().endsWith(".aot")) {
          Files.copy(
              file,
              copyOf(file),
              StandardCopyOption.COPY_ATTRIBUTES,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private Path copyOf(Path file) {
    return directory.resolve("with blanks").resolve(DISTRIBUTION.relativize(file).toString());
  }

  @Test
  void cacheIsUsedUntilAJarChanges() throws Exception {
    assertThat(run("", "train").exitCode()).isZero();
    assertThat(copyOf(DISTRIBUTION.resolve("lib/ray-operator.aot"))).isRegularFile();
    assertThat(run(ONLY_WITH_CACHE, "version").exitCode()).isZero();
    assertThat(run(ONLY_WITH_CACHE, "webhook", "--help").exitCode()).isZero();

    touchAJar();
    assertThat(run(ONLY_WITH_CACHE, "version").exitCode()).isNotZero();
    assertRunsSilently();
  }

  @Test
  void cacheThatIsNoneIsIgnored() throws Exception {
    Files.writeString(copyOf(DISTRIBUTION.resolve("lib/ray-operator.aot")), "garbage");
    assertRunsSilently();
  }

  private void assertRunsSilently() throws Exception {
    Run run = run("", "version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.output()).contains("ray-operator");
  }

  private void touchAJar() throws IOException {
    try (Stream<Path> jars = Files.list(copyOf(DISTRIBUTION.resolve("lib")))) {
      Path jar = jars.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
      Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
    }
  }

  private Run run(String javaOptions, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(copyOf(DISTRIBUTION.resolve("bin/ray-operator")).toString()));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS", javaOptions);
    int exitCode = builder.start().waitFor();
    return new Run(
        exitCode,
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }
}

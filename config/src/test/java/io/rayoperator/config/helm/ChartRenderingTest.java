package io.rayoperator.config.helm;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders for some files of values, as a reviewer wants to see it change. */
@Contract("16.5")
class ChartRenderingTest {

  @ParameterizedTest
  @MethodSource("io.rayoperator.config.helm.Helm#cases")
  void lintFindsNothing(String name) {
    assertThat(Helm.lint(Helm.CHART, name).succeeds().stdout())
        .contains("1 chart(s) linted, 0 chart(s) failed");
  }

  @ParameterizedTest
  @MethodSource("io.rayoperator.config.helm.Helm#cases")
  void rendersAsBefore(String name) throws IOException {
    String rendered = withoutSchemas(Helm.render(name));
    Path actual = Path.of("target/helm", name + ".yaml");
    Files.createDirectories(Path.of("target/helm"));
    Files.writeString(actual, rendered);
    Path expected = Helm.file(name + "/rendered.yaml");

    assertThat(rendered)
        .as("if the change is meant: cp config/%s config/%s", actual, expected)
        .isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
  }

  /** They are long, and {@code make generate} keeps them. */
  static String withoutSchemas(String rendered) {
    return rendered
        .lines()
        .filter(line -> !line.startsWith("  versions: ["))
        .collect(joining("\n", "", "\n"));
  }
}

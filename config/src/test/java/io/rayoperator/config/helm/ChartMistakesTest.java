package io.rayoperator.config.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of the chart with a mistake each: what the tests of the chart rely on notices it. */
class ChartMistakesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Chart.yaml                            | version: 0.1.0              | version: one",
        "Chart.yaml                            | apiVersion: v2              | apiVersion: v9",
        "values.yaml                           | runAsNonRoot: true          | runAsNonRoot: {true",
        "values.yaml                           | reconcileConcurrency: null  | reconcileConcurrency: 0",
        "values.schema.json                    | \"type\": \"object\",         | \"type\": \"array\",",
        "templates/manager/deployment.yaml     | kind: Deployment            | kind: {Deployment",
        "templates/manager/deployment.yaml     | {{- include                 | {{- incude",
        "templates/webhook/certificates.yaml   | apiVersion: cert-manager.io | apiVersion cert-manager.io",
      })
  void lintNotices(String file, String right, String wrong) throws IOException {
    Path chart = copyWith(file, right, wrong);

    assertThat(Helm.lint(chart, "default").fails().stdout()).contains("[ERROR]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "values.yaml                           | runAsNonRoot: true           | runAsNonRoot: false",
        "values.yaml                           | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false",
        "templates/_helpers.tpl                | inject-ca-from:              | inject-ca-from-secret:",
        "templates/webhook/admission.yaml      | failurePolicy: Fail          | failurePolicy: Ignore",
        "templates/manager/leader_election.yaml | verbs: [get, patch]         | verbs: [get]",
        "templates/manager/_rules.tpl          | verbs: [get, list, watch, patch, delete] | verbs: ['*']",
        "templates/metrics/rights.yaml         | verbs: [get]                 | verbs: [get, post]",
        "templates/users.yaml                  | verbs: [get, create]         | verbs: [get]",
      })
  void renderedManifestsAreOthers(String file, String right, String wrong) throws IOException {
    Path chart = copyWith(file, right, wrong);

    assertThat(Helm.cases()).anyMatch(name -> differs(chart, name));
  }

  private static boolean differs(Path chart, String name) {
    CommandResult rendered = Helm.render(chart, name);
    try {
      return rendered.exitCode() != 0
          || !ChartRenderingTest.withoutSchemas(rendered.stdout())
              .equals(Files.readString(Helm.file(name + "/rendered.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copyWith(String file, String right, String wrong) throws IOException {
    // Helm lint wants the directory to have the chart's name.
    Path chart = directory.resolve(Helm.CHART.getFileName());
    List<Path> sources;
    try (Stream<Path> all = Files.walk(Helm.CHART)) {
      sources = all.toList();
    }
    for (Path source : sources) {
      Files.copy(source, chart.resolve(Helm.CHART.relativize(source).toString()));
    }
    Path changed = chart.resolve(file);
    String text = Files.readString(changed);
    assertThat(text).contains(right);
    Files.writeString(changed, text.replace(right, wrong));
    return chart;
  }
}

package io.rayoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"--qps=0", "--qps=-1", "--chunk-size=0", "--settle=-1", "--output=xml"})
  void optionsOutOfRangeAreUsageErrors(String option) {
    CommandLineRun run = CommandLineRun.of("migrate", option);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(option.substring(0, option.indexOf('=')));
  }

  @Test
  void keepingAndReplacingTheDefinitionContradictEachOther() {
    assertThat(CommandLineRun.of("migrate", "--keep-definition", "--crd=crd.yaml").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--namespace=ray",
        "--output-dir=x",
        "--timeout=3",
        "a-name",
        "--legacy --timeout=-1",
        "--legacy a-name",
        "--legacy --namespace=a/b",
        "--legacy -n=ray ../x",
        "--legacy --crd=x",
        "--legacy --keep-definition",
        "--legacy --drop-v1alpha1-managed-fields",
        "--legacy --qps=1",
        "--legacy --settle=1",
        "--legacy --chunk-size=0",
      })
  void optionsThatDoNotGoTogetherAreUsageErrors(String options) {
    String[] arguments = ("migrate " + options).split(" ");

    assertThat(CommandLineRun.of((Object[]) arguments).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void apiServerThatDoesNotAnswerIsAFailureWithAMessage(@TempDir Path directory)
      throws IOException {
    Path kubeconfig =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            users: []
            contexts: [{name: c, context: {cluster: c}}]
            clusters: [{name: c, cluster: {server: 'http://127.0.0.1:1'}}]
            """);

    for (String[] arguments :
        List.of(
            new String[] {"migrate", "--plan", "--kubeconfig=" + kubeconfig},
            new String[] {"migrate", "--legacy", "--kubeconfig=" + kubeconfig})) {
      CommandLineRun run = CommandLineRun.of((Object[]) arguments);

      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
      assertThat(run.err()).contains("ray-operator migrate: GET /apis/", "got no answer");
    }
  }

  @Test
  void logsGetALineForEachTenthAndAfterEachSilence() {
    StringWriter text = new StringWriter();
    AtomicLong now = new AtomicLong();
    ProgressLines lines = new ProgressLines(new PrintWriter(text), now::get);

    for (int done = 1; done <= 25; done++) {
      lines.objects("rewritten", done, 1_000);
    }
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    lines.objects("rewritten", 26, 1_000);
    lines.objects("rewritten", 27, 1_000);
    lines.objects("rewritten", 100, 1_000);
    lines.step("next");
    lines.objects("compared", 100, 1_000);

    assertThat(text.toString().lines())
        .containsExactly(
            "26 of 1,000 objects rewritten",
            "100 of 1,000 objects rewritten",
            "next",
            "100 of 1,000 objects compared");
  }

  @Test
  void terminalGetOneLineThatStepsReplace() {
    StringWriter text = new StringWriter();
    ProgressBar bar = new ProgressBar(new PrintWriter(text));

    bar.objects("rewritten", 1, 4);
    bar.objects("rewritten", 1, 4);
    bar.step("Rewritten: all.");

    assertThat(text.toString())
        .isEqualTo(
            "\r\u001b[2K[##########                              ] 1 of 4 objects rewritten"
                + "\r\u001b[2KRewritten: all."
                + System.lineSeparator());
  }
}

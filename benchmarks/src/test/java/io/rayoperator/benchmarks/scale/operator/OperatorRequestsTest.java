package io.rayoperator.benchmarks.scale.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorRequestsTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory = Path.of("");

  private Path file = Path.of("");
  private OperatorRequests requests = new OperatorRequests(AuditLog.of(file));

  @BeforeEach
  void emptyLog() throws IOException {
    file = Files.createFile(directory.resolve("audit.log"));
    requests = new OperatorRequests(AuditLog.of(file));
  }

  @Test
  void onlyTheOperatorCounts() throws IOException {
    write("kuberay/v1", "create", "pods", "ResponseComplete", LONG_AGO);
    write("kuberay/v1", "list", "pods", "ResponseComplete", LONG_AGO);
    write("kube-scheduler/v1", "create", "events", "ResponseComplete", LONG_AGO);
    write("kwok/v1", "patch", "pods", "ResponseComplete", LONG_AGO);
    write(RequestCounts.BENCHMARK, "create", "rayclusters", "ResponseComplete", LONG_AGO);
    RequestCounts counts = requests.counts();
    assertThat(counts.byVerbAndResource()).containsOnlyKeys("create pods", "list pods");
    assertThat(counts.writes()).isEqualTo(1);
    assertThat(counts.reads()).isEqualTo(1);
    assertThat(counts.userAgents()).containsExactly("kuberay/v1");
  }

  @Test
  void leasesAreNoWork() throws IOException {
    write("operator", "update", "leases", "ResponseComplete", LONG_AGO);
    assertThat(requests.counts().writes()).isZero();
    assertThat(requests.counts().last()).isNull();
  }

  @Test
  void aWatchCountsOnceAndIsNoNoise() throws IOException {
    write("operator", "watch", "pods", "ResponseStarted", LONG_AGO);
    write("operator", "watch", "pods", "ResponseComplete", LONG_AGO);
    assertThat(requests.counts().byVerbAndResource()).containsEntry("watch pods", 1L);
    assertThat(requests.counts().last()).isNull();
  }

  @Test
  void aHalfWrittenLineIsReadWhenItIsWhole() throws IOException {
    String line = line("operator", "create", "pods", "ResponseComplete", LONG_AGO);
    append(line.substring(0, 20));
    assertThat(requests.counts().writes()).isZero();
    append(line.substring(20) + "\n");
    assertThat(requests.counts().writes()).isEqualTo(1);
  }

  @Test
  void aResetForgetsWhatWas() throws IOException {
    write("operator", "create", "pods", "ResponseComplete", LONG_AGO);
    requests.reset();
    write("operator", "delete", "pods", "ResponseComplete", LONG_AGO);
    assertThat(requests.counts().byVerbAndResource()).containsOnlyKeys("delete pods");
  }

  @Test
  void silenceBeginsWithTheLastRequest() throws Exception {
    write("operator", "create", "pods", "ResponseComplete", LONG_AGO);
    assertThat(requests.awaitSilence(Duration.ofSeconds(5), Duration.ZERO)).isTrue();
    write("operator", "create", "pods", "ResponseComplete", Instant.now());
    assertThat(requests.awaitSilence(Duration.ofSeconds(5), Duration.ZERO)).isFalse();
  }

  private void write(String agent, String verb, String resource, String stage, Instant at)
      throws IOException {
    append(line(agent, verb, resource, stage, at) + "\n");
  }

  private static String line(String agent, String verb, String resource, String stage, Instant at) {
    return """
        {"stage":"%s","verb":"%s","userAgent":"%s","objectRef":{"resource":"%s"},"requestReceivedTimestamp":"%s"}"""
        .formatted(stage, verb, agent, resource, at);
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}

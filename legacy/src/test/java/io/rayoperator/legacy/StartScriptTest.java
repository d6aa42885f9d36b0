package io.rayoperator.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs scripts in a real shell, with a program {@code ray} that writes down how it was called. */
class StartScriptTest {

  private static final List<String> NOTHING = List.of();

  @TempDir Path directory;

  @BeforeEach
  void installRay() throws IOException {
    program("ray", "echo ray \"$@\" >> calls\n[[ $1 != start || $* == *--block* ]] || exit 0");
    program("pip", "echo pip \"$@\" >> calls");
  }

  @Test
  void setsUpBeforeRayStarts() throws Exception {
    String script =
        StartScript.ofHead(
            NOTHING,
            List.of("pip install numpy # Example"),
            List.of("ray stop", "ulimit -n 64; ray start --head --port=6379 &> raylogs"),
            true);
    assertThat(run(script)).isZero();
    assertThat(calls())
        .containsExactly(
            "pip install numpy", "ray stop", "ray start --block --no-monitor --head --port=6379");
    assertThat(directory.resolve("raylogs")).exists();
  }

  @Test
  void aSetupThatFailsEndsThePodBeforeRayStarts() throws Exception {
    String script =
        StartScript.ofHead(NOTHING, List.of("exit 7"), List.of("ray start --head"), true);
    assertThat(run(script)).isEqualTo(7);
    assertThat(calls()).isEmpty();
  }

  @Test
  void thePodEndsAsRayEnds() throws Exception {
    program("ray", "[[ $1 == start ]] && exit 3");
    assertThat(run(StartScript.ofHead(NOTHING, NOTHING, List.of("ray start --head"), true)))
        .isEqualTo(3);
  }

  @Test
  void linesDoNotChangeEachOthersShell() throws Exception {
    String script =
        StartScript.ofHead(
            NOTHING,
            List.of("cd /; ray=nothing; trap 'exit 9' EXIT; trap - EXIT"),
            List.of("pwd > where", "ray start --head"),
            true);
    assertThat(run(script)).isZero();
    assertThat(Files.readString(directory.resolve("where")).strip())
        .isEqualTo(directory.toRealPath().toString());
  }

  @Test
  void theContainersOwnCommandGoesOnBesideRay() throws Exception {
    String script =
        StartScript.ofHead(
            List.of("/bin/bash", "-c", "--", "echo \"it's mine\" > own; sleep 100"),
            NOTHING,
            List.of("until [[ -s own ]]; do sleep 0.1; done", "ray start --head"),
            true);
    assertThat(run(script)).isZero();
    assertThat(directory.resolve("own")).hasContent("it's mine");
  }

  @Test
  void workersWaitForTheHeadAndKnowItsAddress() throws Exception {
    try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String script =
          StartScript.ofWorker(
              NOTHING,
              NOTHING,
              List.of("ray start --address=$RAY_HEAD_IP:6379"),
              head.getLocalPort());
      assertThat(run(script, Map.of("FQ_RAY_IP", "127.0.0.1"))).isZero();
      assertThat(calls()).containsExactly("ray start --block --address=127.0.0.1:6379");
    }
  }

  @Test
  void workersDoNotStartBeforeTheHead() throws Exception {
    int port;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    Process worker =
        start(
            StartScript.ofWorker(NOTHING, List.of("pip list"), List.of("ray start"), port),
            Map.of("FQ_RAY_IP", "127.0.0.1"));
    try {
      assertThat(worker.waitFor(2, TimeUnit.SECONDS)).isFalse();
      assertThat(calls()).containsExactly("pip list");
    } finally {
      stop(worker);
    }
  }

  @Test
  void withoutRayInTheForegroundThePodRunsUntilItIsStopped() throws Exception {
    for (List<String> start :
        List.of(List.of("ray start --head &"), List.of("ray start --head", "touch own-script"))) {
      Process pod = start(StartScript.ofHead(NOTHING, NOTHING, start, true), Map.of());
      assertThat(pod.waitFor(1, TimeUnit.SECONDS)).as("%s", start).isFalse();
      assertThat(calls()).contains("ray start --no-monitor --head");
      pod.destroy();
      assertThat(pod.waitFor(5, TimeUnit.SECONDS)).as("%s", start).isTrue();
      stop(pod);
    }
  }

  @Test
  void stopsRayWhenThePodIsStopped() throws Exception {
    program("ray", "echo ray \"$@\" >> calls\n[[ $1 != start ]] || exec sleep 100");
    Process pod =
        start(StartScript.ofHead(NOTHING, NOTHING, List.of("ray start --head"), true), Map.of());
    while (calls().isEmpty()) {
      Thread.sleep(20);
    }
    pod.destroy();
    assertThat(pod.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(calls()).contains("ray stop");
    stop(pod);
  }

  @Test
  void olderRayIsNotAskedForWhatItDoesNotKnow() {
    assertThat(StartScript.ofHead(NOTHING, NOTHING, List.of("ray start --head"), false))
        .doesNotContain("--no-monitor");
    assertThat(StartScript.ofHead(NOTHING, NOTHING, List.of("ray start --head --no-monitor"), true))
        .containsOnlyOnce("--no-monitor");
  }

  @Test
  void theKubeletReadsNothingIntoTheLines() {
    assertThat(ShellText.forKubelet("a $(hostname) $$ $HOME ${X} $"))
        .isEqualTo("a $$(hostname) $$$ $HOME ${X} $");
    assertThat(ShellText.forKubelet("$$(x)")).isEqualTo("$$$$(x)");
  }

  private void program(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private int run(String script) throws Exception {
    return run(script, Map.of());
  }

  private int run(String script, Map<String, String> environment) throws Exception {
    Process process = start(script, environment);
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ends: %s", script).isTrue();
      return process.exitValue();
    } finally {
      stop(process);
    }
  }

  private Process start(String script, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", "-c", "--", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().merge("PATH", directory.toString(), (old, ours) -> ours + ":" + old);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** With everything that it left running. */
  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private List<String> calls() throws IOException {
    Path calls = directory.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }
}

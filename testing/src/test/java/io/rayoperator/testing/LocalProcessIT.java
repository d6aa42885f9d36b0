package io.rayoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@ControlPlane
class LocalProcessIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void itsOutputIsShownWithThatOfTheControlPlane(LocalControlPlane controlPlane) {
    try (LocalProcess process = start(controlPlane, "echo ready on $PORT; exec sleep 100")) {
      assertThat(process.awaitOutput(Pattern.compile("ready on (\\d+)"), SOON).group(1))
          .isEqualTo("4711");
      assertThat(process.isAlive()).isTrue();
      assertThat(controlPlane.logs().tail(1)).contains("demo.log\nready on 4711\n");
    }
  }

  @Test
  void killedProcessCanBeStartedAgain(LocalControlPlane controlPlane) {
    try (LocalProcess process = start(controlPlane, "echo pid $$; exec sleep 100")) {
      String first = process.awaitOutput(Pattern.compile("pid \\d+"), SOON).group();
      process.kill();
      assertThat(process.isAlive()).isFalse();
      process.restart();
      assertThat(process.awaitOutput(Pattern.compile("pid \\d+"), SOON).group())
          .isNotEqualTo(first);
    }
  }

  @Test
  void endOfTheProcessEndsTheWaiting(LocalControlPlane controlPlane) {
    try (LocalProcess process = start(controlPlane, "echo no port; exit 3")) {
      assertThatThrownBy(() -> process.awaitOutput(Pattern.compile("ready"), SOON))
          .isInstanceOf(AssertionError.class)
          .hasMessage("demo ended with 3:\nno port\n");
    }
  }

  private static LocalProcess start(LocalControlPlane controlPlane, String script) {
    return LocalProcess.start(
        controlPlane, "demo", List.of("sh", "-c", script), Map.of("PORT", "4711"));
  }
}

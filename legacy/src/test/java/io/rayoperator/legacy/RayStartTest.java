package io.rayoperator.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RayStartTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      quoteCharacter = '^',
      textBlock =
          """
          ray start --head                                  % ray start --block --head
          ulimit -n 65536; ray start --head &> /tmp/raylogs % ulimit -n 65536; ray start --block --head &> /tmp/raylogs
          ray stop && ray start --address=$RAY_HEAD_IP:6379 % ray stop && ray start --block --address=$RAY_HEAD_IP:6379
          exec ray  start --head 2>&1 % exec ray  start --block --head 2>&1
          conda activate x; ray start --head # ray start it  % conda activate x; ray start --block --head # ray start it
          ray start --head || echo 'ray start failed'       % ray start --block --head || echo 'ray start failed'
          """)
  void findsTheLastOneThatIsRun(String line, String blocking) {
    assertThat(in(line).with("--block")).isEqualTo(blocking);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ray stop",
        "echo 'ray start --head'",
        "echo \"ray start \\\" ray start\"",
        "# ray start --head",
        "my-ray start",
        "xray start",
        "ray starter",
        "ray start-hook"
      })
  void isNotFooled(String line) {
    assertThat(RayStart.in(line)).isNull();
  }

  @Test
  void knowsWhatItsOptionsMean() {
    assertThat(in("ray start --head --block").blocks()).isTrue();
    assertThat(in("ray start --head --blocks").blocks()).isFalse();
    assertThat(in("ray start --head; echo --block").blocks()).isFalse();
    assertThat(in("ray start --address=a:1").isHead()).isFalse();
    assertThat(in("ray start --head --port=6380").port()).hasValue(6380);
    assertThat(in("ray start --head --port 6381").port()).hasValue(6381);
    assertThat(in("ray start --head --redis-port=6382").port()).hasValue(6382);
    assertThat(in("ray start --head --port=$PORT").port()).isEmpty();
    assertThat(in("ray start --head --port=99999").port()).isEmpty();
    assertThat(in("ray start --head --object-manager-port=8076").port()).isEmpty();
  }

  @Test
  void tellsTheBackgroundFromRedirections() {
    assertThat(in("ray start --head &").inBackground()).isTrue();
    assertThat(in("ray start --head & sleep 5").inBackground()).isTrue();
    assertThat(in("ray start --head &> log").inBackground()).isFalse();
    assertThat(in("ray start --head > log 2>&1").inBackground()).isFalse();
    assertThat(in("ray start --head && sleep 5").inBackground()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ray start --head --autoscaling-config=~/a.yaml --port=1 | ray start --head --port=1
          ray start --head --autoscaling-config ~/a.yaml          | ray start --head
          ray start --autoscaling-config="a b" --head; ls         | ray start --head; ls
          """)
  void leavesTheFileOfThePythonOperatorOut(String line, String without) {
    assertThat(in(line).withoutAutoscalingConfig()).isEqualTo(without);
  }

  private static RayStart in(String line) {
    return Objects.requireNonNull(RayStart.in(line), line);
  }
}

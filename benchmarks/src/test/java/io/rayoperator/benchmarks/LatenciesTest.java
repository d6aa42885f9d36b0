package io.rayoperator.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void aShareIsTheTimeOfARealRequest() {
    Latencies latencies =
        Latencies.of(IntStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList());
    assertThat(latencies.millis(0.5)).isEqualTo(100);
    assertThat(latencies.millis(0.99)).isEqualTo(198);
    assertThat(latencies.millis(1)).isEqualTo(200);
    assertThat(latencies.millis(0)).isEqualTo(1);
  }

  @Test
  void orderDoesNotMatter() {
    Latencies latencies = Latencies.of(new long[] {3_000_000, 1_000_000, 2_000_000});
    assertThat(latencies.millis(0.5)).isEqualTo(2);
  }

  @Test
  void nothingHasNoLatency() {
    assertThatIllegalArgumentException().isThrownBy(() -> Latencies.of(List.of()));
  }
}

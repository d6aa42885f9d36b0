package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.webhook.WebhookServerConfig.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({"256, 16", "512, 32", "64, 4"})
  void allBodiesAreASmallPartOfTheHeap(long heap, long bodies) {
    assertThat(Limits.of(heap * MIB, 2).allBytes()).isEqualTo(bodies * MIB);
  }

  /** What waits for more room than there is would wait forever. */
  @ParameterizedTest
  @CsvSource({"64", "256", "100000"})
  void noBodyIsLargerThanAll(long heap) {
    Limits limits = Limits.of(heap * MIB, 2);
    assertThat((long) limits.conversionBytes()).isLessThanOrEqualTo(limits.allBytes());
    assertThat((long) limits.admissionBytes()).isLessThanOrEqualTo(limits.allBytes());
  }

  @Test
  void largeHeapsReadNoNonsense() {
    Limits limits = Limits.of(100_000 * MIB, 2);
    assertThat(limits.conversionBytes()).isEqualTo((int) (100 * MIB));
    assertThat(limits.admissionBytes()).isEqualTo((int) (16 * MIB));
  }

  @ParameterizedTest
  @CsvSource({"256, 64, 4", "256, 2, 2", "32, 8, 1", "4096, 8, 8"})
  void reviewsAtTheSameTimeFitIntoTheHeap(long heap, int processors, int reviews) {
    assertThat(Limits.of(heap * MIB, processors).parallelReviews()).isEqualTo(reviews);
  }
}

package io.rayoperator.operator.model.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** KubeRay contract §1.10, §18.5 gap 38. */
class ReleasedFinalizersTest {

  private static final String REDIS = "ray.io/gcs-ft-redis-cleanup-finalizer";
  private static final String IDLE = "ray.io/idle-termination-cleanup-finalizer";

  @Test
  void whatOthersHaveToRemoveStays() {
    ReleasedFinalizers finalizers =
        ReleasedFinalizers.of(List.of("foregroundDeletion", REDIS, "example.com/x", IDLE));
    assertThat(finalizers.released()).containsExactly(REDIS, IDLE);
    assertThat(finalizers.remaining()).containsExactly("foregroundDeletion", "example.com/x");
    assertThat(finalizers.leavesRedisState()).isTrue();
    assertThat(finalizers.idle()).isTrue();
  }

  @Test
  void nothingIsReleasedOfWhatIsNotOurs() {
    ReleasedFinalizers finalizers = ReleasedFinalizers.of(List.of("example.com/x"));
    assertThat(finalizers.released()).isEmpty();
    assertThat(finalizers.leavesRedisState()).isFalse();
    assertThat(finalizers.idle()).isFalse();
  }
}

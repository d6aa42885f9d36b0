package io.rayoperator.operator.model.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KopfTracesTest {

  @Test
  void onlyKopfsAreRemoved() {
    KopfTraces traces =
        KopfTraces.of(
            List.of("kopf.zalando.org/KopfFinalizerMarker", "example.com/mine"),
            List.of("kopf.zalando.org/last-handled-configuration", "try", "kopf.devs/x"));
    assertThat(traces.any()).isTrue();
    assertThat(traces.finalizers()).containsExactly("example.com/mine");
    assertThat(traces.annotations()).containsExactly("kopf.zalando.org/last-handled-configuration");
  }

  @Test
  void withoutTracesThereIsNothingToDo() {
    assertThat(KopfTraces.of(List.of("kopf", "a/kopf.dev"), List.of("try")).any()).isFalse();
  }
}

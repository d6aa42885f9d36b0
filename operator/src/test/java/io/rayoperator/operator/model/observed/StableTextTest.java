package io.rayoperator.operator.model.observed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StableTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0/5 nodes are available: 3 Insufficient cpu, 2 node(s) had untolerated taint {a: b}. preemption: 0/5 nodes are available: 5 x. | Insufficient cpu, node(s) had untolerated taint {a: b}
          0/6 nodes are available: 2 Insufficient cpu, 4 node(s) had untolerated taint {a: b}. no new claims to deallocate               | Insufficient cpu, node(s) had untolerated taint {a: b}
          0/2 nodes are available: 1 node(s) were unschedulable, 1 Insufficient memory.                                                  | Insufficient memory, node(s) were unschedulable
          0/0 nodes are available: .                                                                                                     | ''
          running PreFilter plugin "x": pods "y" not found                                                                               | running PreFilter plugin "x": pods "y" not found
          """)
  void schedulerSaysTheSameWhateverTheNumberOfNodes(String text, String expected) {
    assertThat(StableText.ofScheduler(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CrashLoopBackOff           | back-off 5m0s restarting failed container=a pod=b                                 | ''
          ErrImagePull               | failed to pull image "i": not found                                               | failed to pull image "i": not found
          ImagePullBackOff           | Back-off pulling image "i": ErrImagePull: failed to pull image "i": not found     | failed to pull image "i": not found
          ImagePullBackOff           | Back-off pulling image "i"                                                        | ''
          CreateContainerConfigError | secret "s" not found                                                              | secret "s" not found
          """)
  void kubeletSaysTheSameWhileItTriesAgain(String reason, String text, String expected) {
    assertThat(StableText.ofKubelet(reason, text)).isEqualTo(expected);
  }

  @Test
  void timesAndIdentifiersAreLeftOut() {
    assertThat(
            StableText.of(
                "denied at 2026-03-01T12:00:00.123Z, request 0f8fad5b-d9cb-469f-a165-70867728950e"
                    + " of 1767225600123: port 8265"))
        .isEqualTo("denied at …, request … of …: port 8265");
  }

  @Test
  void textsHaveABound() {
    assertThat(StableText.of("x".repeat(100_000))).hasSize(512).endsWith("…");
  }
}

package io.rayoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class DisplayNamesTest {

  @Test
  @AcceptanceCase(7)
  void caseIsPartOfTheName(TestInfo info) {
    assertThat(info.getDisplayName()).isEqualTo("case 7: caseIsPartOfTheName(TestInfo)");
  }

  @Test
  void otherTestsAreCalledAsEver(TestInfo info) {
    assertThat(info.getDisplayName()).isEqualTo("otherTestsAreCalledAsEver(TestInfo)");
  }
}

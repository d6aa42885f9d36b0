package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer a.b-c_d~e+f/g==", "bearer a.b-c_d~e+f/g==", "BEARER   a.b-c_d~e+f/g== "})
  void tokenIsWhatFollowsTheScheme(String header) {
    assertThat(BearerToken.of(List.of(header))).isEqualTo(new BearerToken("a.b-c_d~e+f/g=="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Beareraaa",
        "Basic YTpi",
        "Bearer a b",
        "Bearer a,b",
        "Bearer =a",
        "Bearer ä",
        "x Bearer a"
      })
  void everythingElseIsNone(String header) {
    assertThat(BearerToken.of(List.of(header))).isNull();
  }

  @Test
  void noneAndTwoAreNone() {
    assertThat(BearerToken.of(null)).isNull();
    assertThat(BearerToken.of(List.of())).isNull();
    assertThat(BearerToken.of(List.of("Bearer a", "Bearer a"))).isNull();
  }

  @Test
  void longestIsFarAboveWhatIsIssued() {
    assertThat(BearerToken.of(List.of("Bearer " + "a".repeat(16_000)))).isNotNull();
    assertThat(BearerToken.of(List.of("Bearer " + "a".repeat(17_000)))).isNull();
  }

  @Test
  void textDoesNotTellIt() {
    assertThat(new BearerToken("secret").toString()).doesNotContain("secret");
  }
}

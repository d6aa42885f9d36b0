package io.rayoperator.operator.model.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Contract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** KubeRay contract D.13. */
@Contract("2.12")
class RayVersionTest {

  @ParameterizedTest
  @CsvSource({
    "2.53, true",
    "2.53.0, true",
    "v2.53.0, true",
    "2.53.0rc1, true",
    "2.100, true",
    "3.0, true",
    "2.52.9, false",
    "2.9, false",
    "1.99.99, false",
    "' v2.53', true"
  })
  void versionsAreComparedNumberByNumber(String version, boolean expected) {
    assertThat(RayVersion.parse(version).orElseThrow().atLeast(RayVersion.HTTP_HEALTH_CHECKS))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nightly", "2", "02.53", "v", "latest-2.53"})
  void whatIsNoVersionIsNotRead(String text) {
    assertThat(RayVersion.parse(text)).isEmpty();
  }
}

package io.rayoperator.webhook.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.conversion.RayClusterConverter;
import org.junit.jupiter.api.Test;

class ConversionSelfTestTest {

  @Test
  void convertsItsSampleThereAndBack() {
    assertThat(ConversionSelfTest.run(RayClusterConverter.create())).isNull();
  }
}

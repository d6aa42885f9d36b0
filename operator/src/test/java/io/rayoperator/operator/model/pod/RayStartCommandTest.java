package io.rayoperator.operator.model.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Contract;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Byte for byte. */
@Contract("2.5")
class RayStartCommandTest {

  @Test
  void everyFlagHasABlankOnEitherSide() {
    assertThat(RayStartCommand.forWorker(params("num-gpus", "1")))
        .isEqualTo("ray start  --num-gpus=1 ");
    assertThat(
            RayStartCommand.forHead(params("num-gpus", "1", "resources", "'{\"neuron_cores\":4}'")))
        .isEqualTo("ray start --head  --num-gpus=1  --resources='{\"neuron_cores\":4}' ");
  }

  @Test
  void valuesAreNotQuoted() {
    assertThat(RayStartCommand.forHead(params("resources", "{")))
        .isEqualTo("ray start --head  --resources={ ");
  }

  @Test
  void trueIsAFlagAndFalseIsNothing() {
    assertThat(RayStartCommand.forHead(params("block", "True", "no-monitor", "FALSE")))
        .isEqualTo("ray start --head  --block ");
  }

  @Test
  void threeParametersKeepTheirBooleans() {
    assertThat(RayStartCommand.forHead(params("include-log-monitor", "false")))
        .isEqualTo("ray start --head  --include-log-monitor=false ");
    assertThat(RayStartCommand.forHead(params("log-color", "true", "include-dashboard", "False")))
        .isEqualTo("ray start --head  --include-dashboard=False  --log-color=true ");
  }

  private static SortedMap<String, String> params(String... keysAndValues) {
    SortedMap<String, String> params = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      params.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return params;
  }
}

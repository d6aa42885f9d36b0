package io.rayoperator.operator.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredClusterTest {

  @ParameterizedTest
  @CsvSource({
    "                         , false",
    "ray.io/kuberay-operator  , false",
    "kueue.x-k8s.io/multikueue, true",
    "''                       , true",
    "somebody/else            , true"
  })
  @Contract("12")
  @AcceptanceCase(96)
  void anyOtherManagerMeansThatTheClusterIsNotOurs(@Nullable String managedBy, boolean other) {
    RayClusterSpec spec = new RayClusterSpec();
    spec.setManagedBy(managedBy);
    assertThat(DesiredCluster.managedByOther(spec)).isEqualTo(other);
  }
}

package io.rayoperator.operator.model.plan;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import io.rayoperator.testing.Contract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspensionTest {

  /** The last row is a status that KubeRay refuses to work with (§0.2). */
  @ParameterizedTest
  @CsvSource({
    "false, false, false, NONE",
    "false, false, true,  REQUESTED",
    "true,  false, true,  SUSPENDING",
    "true,  false, false, SUSPENDING",
    "false, true,  true,  SUSPENDED",
    "false, true,  false, RESUMING",
    "true,  true,  false, SUSPENDING"
  })
  @Contract({"0.2", "6.1"})
  void conditionsAndWishTellWhereAClusterStands(
      boolean suspending, boolean suspended, boolean wanted, Suspension expected) {
    RayClusterStatus status = new RayClusterStatus();
    status.setConditions(
        new Conditions(status, TestPods.NOW)
            .set(ConditionTypes.SUSPENDING, suspending, "R", "")
            .set(ConditionTypes.SUSPENDED, suspended, "R", "")
            .toList());
    assertThat(
            Suspension.of(
                cluster("suspend: " + wanted + "\n" + TestClusters.HEAD), status, config()))
        .isEqualTo(expected);
  }
}

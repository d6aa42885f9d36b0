package io.rayoperator.operator.model.upgrade;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.cluster.DesiredCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                     | {}                     | 10 | 2 | 3
          {}                                     | {}                     | 3  | 0 | 1
          {}                                     | {}                     | 1  | 0 | 1
          {}                                     | {}                     | 0  | 1 | 0
          {maxUnavailable: 3, maxSurge: 0}       | {}                     | 10 | 3 | 0
          {maxUnavailable: 3, maxSurge: 0}       | {}                     | 2  | 2 | 0
          {maxUnavailable: 10%, maxSurge: 0}     | {}                     | 5  | 1 | 0
          {maxUnavailable: 0, maxSurge: 300%}    | {}                     | 2  | 0 | 6
          {maxUnavailable: 3, maxSurge: 0}       | {maxUnavailable: 1}    | 10 | 1 | 0
          {maxUnavailable: 3, maxSurge: 0}       | {maxSurge: 50%}        | 10 | 3 | 5
          {maxUnavailable: 0, maxSurge: 999%}    | {}                     | 2147483647 | 0 | 2147483647
          """)
  void amountsAreRoundedAsDeploymentsDoAndOneAtLeastMakesProgress(
      String all, String own, int desired, int maxUnavailable, int maxSurge) {
    DesiredCluster cluster = rolling(all, own, "");
    assertThat(Pace.of(cluster, cluster.workerGroups().getFirst(), desired, 7))
        .isEqualTo(new Pace(maxUnavailable, maxSurge));
  }

  @Test
  void withTheAutoscalerOnExtraReplicasStayBelowMaxReplicas() {
    DesiredCluster cluster = rolling("{maxSurge: 4}", "{}", "enableInTreeAutoscaling: true\n");
    assertThat(Pace.of(cluster, cluster.workerGroups().getFirst(), 4, 6)).isEqualTo(new Pace(1, 2));
    // No room for more: then one may be missing.
    assertThat(Pace.of(cluster, cluster.workerGroups().getFirst(), 2, 2)).isEqualTo(new Pace(1, 0));
  }

  private static DesiredCluster rolling(String all, String own, String more) {
    return cluster(
        more
            + "upgradeStrategy: {type: RollingUpdate, rollingUpdate: "
            + all
            + "}\n"
            + withGroups(group("small", "rollingUpdate: " + own)));
  }
}

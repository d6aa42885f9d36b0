package io.rayoperator.operator.model.pod;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.testing.Contract;
import org.junit.jupiter.api.Test;

@Contract("7.1")
class RecreateHashTest {

  private static final String HASH = hash(withGroups(group("small", "replicas: 1")));

  @Test
  void hashHas32CharactersOfTheExtendedHexAlphabet() {
    assertThat(HASH).matches("[0-9A-V]{32}");
  }

  @Test
  void whatMayChangeInPlaceDoesNotCount() {
    assertThat(
            hash(
                """
                upgradeStrategy: {type: Recreate}
                suspend: false
                idleSuspend: false
                idleTerminationOptions: {timeoutSeconds: 60}
                """
                    + withGroups(
                        group(
                            "small",
                            """
                            replicas: 5
                            minReplicas: 1
                            maxReplicas: 9
                            scaleStrategy: {workersToDelete: [a]}
                            """))))
        .isEqualTo(HASH);
  }

  @Test
  void whatKueueWritesDoesNotCount() {
    String kueue =
        withGroups(group("small", "replicas: 1"))
            .replace(
                "      containers:\n      - name: ray-head",
                "      tolerations: [{key: a}]\n      schedulingGates: [{name: b}]\n"
                    + "      containers:\n      - name: ray-head");
    assertThat(kueue).contains("schedulingGates");
    assertThat(hash(kueue)).isEqualTo(HASH);
  }

  @Test
  void emptyMeansTheSameAsAbsent() {
    assertThat(hash(withGroups(group("small", "replicas: 1\nrayStartParams: {}\nlabels: {}"))))
        .isEqualTo(HASH);
  }

  @Test
  void everythingElseCounts() {
    assertThat(hash("rayVersion: 2.9.0\n" + withGroups(group("small", "")))).isNotEqualTo(HASH);
    assertThat(hash(withGroups(group("small", "numOfHosts: 2")))).isNotEqualTo(HASH);
    assertThat(hash(withGroups(group("small", ""), group("other", "")))).isNotEqualTo(HASH);
  }

  private static String hash(String spec) {
    return RecreateHash.of(cluster(spec).spec());
  }
}

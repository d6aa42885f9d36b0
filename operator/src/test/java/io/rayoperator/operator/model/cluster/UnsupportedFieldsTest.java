package io.rayoperator.operator.model.cluster;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.TestClusters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "authOptions: {mode: token} | spec.authOptions",
        "tlsOptions: {enabled: true} | spec.tlsOptions",
        "networkPolicy: {} | spec.networkPolicy",
        "gcsFaultToleranceOptions: {} | spec.gcsFaultToleranceOptions"
      })
  void clustersThatWouldBeLessSafeThanAskedForAreNotBuilt(String field, String path) {
    assertThat(UnsupportedFields.of(cluster(field + "\n" + TestClusters.HEAD).spec()))
        .containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rayVersion: 2.52.0",
        "authOptions: {mode: disabled}",
        "tlsOptions: {enabled: false}"
      })
  void allOtherClustersAreBuilt(String field) {
    assertThat(UnsupportedFields.of(cluster(field + "\n" + TestClusters.HEAD).spec())).isEmpty();
  }
}

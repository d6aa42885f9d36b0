package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.changed;
import static io.rayoperator.api.v1.validation.RayClusterValidator.validate;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RayStartOptionRulesTest {

  private static final String PARAMS = "spec.headGroupSpec.rayStartParams";

  private static List<String> texts(RayCluster cluster) {
    return validate(cluster).stream().map(Violation::toString).toList();
  }

  private static RayCluster withParams(String version, String params) {
    return changed(
        "spec: {rayVersion: '%s', headGroupSpec: {rayStartParams: {%s}}}"
            .formatted(version, params));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port: many               | .port: Invalid value: "many": must be a whole number of at most 65535
          port: 'true'             | .port: Invalid value: "true": must be a whole number of at most 65535
          min-worker-port: '65536' | [min-worker-port]: Invalid value: "65536": must be a whole number of at most 65535
          port: '8265'             | .port: Duplicate value: 8265: is the port of dashboard-port, too; choose another one
          metrics-export-port: '10100' | [metrics-export-port]: Invalid value: 10100: is one of the ports of Ray's worker processes, 10002 to 19999; choose another one, or move those by min-worker-port and max-worker-port
          node-manager-port: '77', object-manager-port: '77' | [object-manager-port]: Duplicate value: 77: is the port of node-manager-port, too; choose another one
          num_cpus: '1'            | : Invalid value: "num_cpus": is no option of ray start; did you mean num-cpus?
          object-store-memry: '1'  | : Invalid value: "object-store-memry": is no option of ray start; did you mean object-store-memory?
          gpu-type: a              | : Invalid value: "gpu-type": is no option of ray start; remove it
          labels-file: a           | : Invalid value: "labels-file": is no option of ray start in Ray 2.40.0; remove it
          """)
  void parameterOfTheHeadIsWrong(String params, String text) {
    assertThat(texts(withParams("2.40.0", params))).containsExactly(PARAMS + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port: '0', dashboard-port: '0', metrics-export-port: '0'",
        "port: '''6380'''",
        "port: ' 6380 '",
        "port: $PORT, dashboard-port: '`cat port`'",
        "port: ''",
        "metrics-export-port: 'false'",
        "dashboard-port: '8080', metrics-export-port: '8265'",
        "ray-client-server-port: '10100', min-worker-port: '20000', max-worker-port: '20100'",
        "block: 'true', log-color: 'false', include-dashboard: 'true', no-monitor: 'true'"
      })
  void parametersOfTheHeadAreAllowed(String params) {
    assertThat(texts(withParams("2.40.0", params))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.40.0, gcs-server-port, true",
    "2.50.0, gcs-server-port, true",
    "2.60.0, gcs-server-port, false",
    "2.0.0, runtime-env-agent-port, false",
    "2.9.3, runtime-env-agent-port, true",
    "2.40.0, cgroup-path, false",
    "2.41.0, cgroup-path, true",
    "1.3.0, redis-port, true",
    "1.13.0, redis-port, false",
    "nightly, redis-port, true",
    "nightly, num-cpu, false",
    "'', gcs-server-port, true"
  })
  void optionsComeAndGo(String version, String option, boolean known) {
    assertThat(texts(withParams(version, option + ": '1'"))).hasSize(known ? 0 : 1);
  }

  @Test
  void nothingIsSaidWhereTheUsersCommandStartsRay() {
    String head =
        "spec: {headGroupSpec: {rayStartParams: {port: many, what: ever}, template: {metadata: {annotations: {%s}}, spec:"
            + " {containers: [{name: a, image: b, args: ['%s']}]}}}}";
    assertThat(texts(changed(head.formatted("", "sleep 1")))).hasSize(2);
    assertThat(texts(changed(head.formatted("", "sleep 1; ray start --head")))).isEmpty();
    assertThat(texts(changed(head.formatted("ray.io/overwrite-container-cmd: 'true'", "sleep 1"))))
        .isEmpty();
    RayCluster annotated = changed(head.formatted("", "sleep 1"));
    annotated.getMetadata().setAnnotations(Map.of("ray.io/overwrite-container-cmd", "true"));
    assertThat(texts(annotated)).isEmpty();
  }

  @Test
  void portsOfTheHeadAloneAreFreeOnWorkers() {
    assertThat(
            texts(
                changed(
                    "spec: {workerGroupSpecs: [{groupName: w, rayStartParams: {metrics-export-port: '8265'}}, {groupName: x,"
                        + " rayStartParams: {metrics-export-port: '52365'}}]}")))
        .containsExactly(
            "spec.workerGroupSpecs[1].rayStartParams[metrics-export-port]: Duplicate value: 52365: is the port of"
                + " dashboard-agent-listen-port, too; choose another one");
  }
}

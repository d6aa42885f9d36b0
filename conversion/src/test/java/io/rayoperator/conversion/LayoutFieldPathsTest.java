package io.rayoperator.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rayoperator.conversion.layout.GroupPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the user of each layout finds a field that a v1 rule is about. */
class LayoutFieldPathsTest {
  private static final String BYTEDANCE =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: demo}
      spec:
        headNodeSpec:
          params: {port: '6379'}
          template: {spec: {containers: [{name: ray, env: [{name: A, value: a}]}]}}
        workerNodeSpec:
        - groupName: cpu
          params: {a: b}
          template: {spec: {initContainers: [{name: wait}], containers: [{name: ray}, {name: second}]}}
        - groupName: gpu
          template: {spec: {containers: [{name: ray}]}}
      """;

  private static final String MICROSOFT =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: demo}
      spec:
        headService: {metadata: {name: svc}, spec: {ports: [{port: 80}]}}
        headGroupSpec:
          rayStartParams: {}
          template: {spec: {containers: [{name: ray, command: [python, -u], args: [code.py]}]}}
        workerGroupsSpec:
        - groupName: cpu
          scaleStrategy: {workersToDelete: [a, b]}
          template: {spec: {containers: [{name: ray}]}}
      """;

  private static final String KUBERAY =
      """
      apiVersion: ray.io/v1alpha1
      kind: RayCluster
      metadata: {name: demo}
      spec:
        headGroupSpec: {template: {spec: {containers: [{name: ray}]}}}
      """;

  private final RayClusterConverter converter = RayClusterConverter.create();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /metadata/name, metadata.name
          /spec, spec
          /spec/rayVersion, spec.rayVersion
          /spec/enableInTreeAutoscaling, spec.autoscalingEnabled
          /spec/suspend, spec.suspend
          /spec/headGroupSpec, spec.headNodeSpec
          /spec/headGroupSpec/serviceType, spec.headNodeSpec.serviceType
          /spec/headGroupSpec/rayStartParams/port, spec.headNodeSpec.params.port
          /spec/headGroupSpec/headService/metadata/name, spec.headGroupSpec.headService.metadata.name
          /spec/headGroupSpec/template/spec/containers/0/image, spec.headNodeSpec.template.spec.containers[0].image
          /spec/headGroupSpec/template/spec/containers/0/env/0/value, spec.headNodeSpec.template.spec.containers[0].env[0].value
          /spec/headGroupSpec/template/spec/containers/0/env/1/value, spec.headNodeSpec.template.spec.containers[0].env
          /spec/workerGroupSpecs, spec.workerNodeSpec
          /spec/workerGroupSpecs/1/groupName, spec.workerNodeSpec[1].groupName
          /spec/workerGroupSpecs/0/maxReplicas, spec.workerNodeSpec[0].maxReplicas
          /spec/workerGroupSpecs/0/rayStartParams/a, spec.workerNodeSpec[0].params.a
          /spec/workerGroupSpecs/0/numOfHosts, spec.workerGroupSpecs[0].numOfHosts
          /spec/workerGroupSpecs/0/template/spec/containers/1/name, spec.workerNodeSpec[0].template.spec.containers[1].name
          /spec/workerGroupSpecs/0/template/spec/initContainers/0/env/0, spec.workerNodeSpec[0].template.spec.initContainers[0].env[0]
          """)
  void byteDancesUserIsToldOfHisField(String inV1, String inLayout) {
    assertThat(paths(BYTEDANCE).inUserLayout(inV1)).isEqualTo(inLayout);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /spec/rayVersion, spec.rayVersion
          /spec/suspend, spec.suspend
          /spec/headGroupSpec/headService/spec/ports/0/port, spec.headService.spec.ports[0].port
          /spec/headGroupSpec/headService/metadata/name, spec.headService.metadata.name
          /spec/headGroupSpec/rayStartParams, spec.headGroupSpec.rayStartParams
          /spec/headGroupSpec/labels/a, spec.headGroupSpec.labels.a
          /spec/headGroupSpec/template/spec/containers/0/command/4, spec.headGroupSpec.template.spec.containers[0].command[1]
          /spec/headGroupSpec/template/spec/containers/0/command/2, spec.headGroupSpec.template.spec.containers[0].command
          /spec/headGroupSpec/template/spec/containers/0/args/0, spec.headGroupSpec.template.spec.containers[0].args[0]
          /spec/workerGroupSpecs, spec.workerGroupsSpec
          /spec/workerGroupSpecs/0/groupName, spec.workerGroupsSpec[0].groupName
          /spec/workerGroupSpecs/0/scaleStrategy/workersToDelete/1, spec.workerGroupsSpec[0].scaleStrategy.workersToDelete[1]
          /spec/workerGroupSpecs/0/idleTimeoutSeconds, spec.workerGroupSpecs[0].idleTimeoutSeconds
          /spec/workerGroupSpecs/0/template/spec/containers/0/command/0, spec.workerGroupsSpec[0].template.spec.containers[0].command[0]
          """)
  void microsoftsUserIsToldOfHisField(String inV1, String inLayout) {
    assertThat(paths(MICROSOFT).inUserLayout(inV1)).isEqualTo(inLayout);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /spec/headGroupSpec/template/spec/containers/0, spec.headGroupSpec.template.spec.containers[0]
          /spec/authOptions/mode, spec.authOptions.mode
          """)
  void kubeRaysUserWritesWhatV1Has(String inV1, String inLayout) {
    assertThat(paths(KUBERAY).inUserLayout(inV1)).isEqualTo(inLayout);
  }

  @Test
  void groupIsFoundByItsNameWhereverItStands() {
    ObjectNode written = read(BYTEDANCE);
    ObjectNode moved = hub(BYTEDANCE);
    HubSpec.moveToTheEnd(HubSpec.workers((ObjectNode) moved.path("spec")), "cpu");

    assertThat(
            GroupPaths.ofGroup(
                (ObjectNode) written.path("spec"),
                "workerNodeSpec",
                (ObjectNode) moved.path("spec"),
                List.of("workerGroupSpecs", "1", "groupName")))
        .containsExactly("workerNodeSpec", "0");
  }

  @Test
  void groupThatTheUserHasNotWrittenIsTheList() {
    ObjectNode hub = hub(BYTEDANCE);
    ObjectNode spec = (ObjectNode) hub.path("spec");
    HubSpec.workers(spec).addObject().put("groupName", "new");

    assertThat(
            GroupPaths.ofGroup(
                (ObjectNode) read(BYTEDANCE).path("spec"),
                "workerNodeSpec",
                spec,
                List.of("workerGroupSpecs", "2")))
        .containsExactly("workerNodeSpec");
  }

  private FieldPaths paths(String yaml) {
    return new FieldPaths(new HubView(converter, hub(yaml)));
  }

  private ObjectNode hub(String yaml) {
    return converter.convert(read(yaml), ApiVersion.V1);
  }

  private static ObjectNode read(String yaml) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

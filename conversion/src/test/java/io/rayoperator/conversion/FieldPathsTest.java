package io.rayoperator.conversion;

import static io.rayoperator.conversion.Laws.up;
import static io.rayoperator.conversion.Manifests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathsTest {
  private final FieldPaths paths = new FieldPaths(RayClusterConverter.create());

  @ParameterizedTest
  @CsvSource({
    "/spec/workerGroupSpecs/0/groupName,                            spec.extensions[0].groupName",
    "/spec/workerGroupSpecs/1/groupName,                            spec.extensions[1].groupName",
    "/spec/workerGroupSpecs/0/replicas,                             spec.extensions[0].replicas",
    "/spec/workerGroupSpecs/1/replicas,                             spec.extensions[1].size",
    "/spec/headGroupSpec/rayStartParams/port,                       spec.extensions[2].command",
    "/spec/headGroupSpec/template/spec/containers/0/image,          spec.images.defaultImage",
    "/spec/workerGroupSpecs/1/template/spec/containers/0/image,     spec.extensions[1].image",
    "/spec/headGroupSpec/template/spec/containers/0/imagePullPolicy, spec.imagePullPolicy",
    "/spec/headGroupSpec/template/spec/containers/0/args/0,         spec.extensions[2].command",
    "/spec/workerGroupSpecs/0/template/metadata/labels/a.b~1c~0d,   spec.extensions[0].labels[a.b/c~d]",
    "/spec/headGroupSpec/template/spec/containers,                  spec.extensions[2]",
    "/spec/headGroupSpec/template/spec/volumes/0/name,              spec.extensions[2].volumes[0].name",
    "/spec/workerGroupSpecs,                                        spec.extensions",
    "/metadata/name,                                                metadata.name",
    "/spec,                                                         spec"
  })
  void fieldIsCalledAsAntsUserCallsIt(String pointer, String expected) {
    assertThat(paths.inUserLayout(up(yaml(Manifests.ANT)), pointer)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/managedBy,                            spec.managedBy",
    "/spec/workerGroupSpecs/0/numOfHosts,        spec.workerGroupSpecs[0].numOfHosts",
    "/spec/headGroupSpec/template/spec/hostNetwork, spec.headGroupSpec.template.spec.hostNetwork"
  })
  void fieldWithoutAPlaceInAntsLayoutIsCalledAsInV1(String pointer, String expected) {
    assertThat(paths.inUserLayout(up(yaml(Manifests.ANT)), pointer)).isEqualTo(expected);
  }

  @Test
  void kubeRaysLayoutHasThePathsOfV1() {
    assertThat(
            paths.inUserLayout(
                yaml(Manifests.HUB), "/spec/workerGroupSpecs/0/template/spec/containers/0/env/10"))
        .isEqualTo("spec.workerGroupSpecs[0].template.spec.containers[0].env[10]");
  }

  @ParameterizedTest
  @CsvSource({
    "/a~1b,       [a/b]",
    "/a~0b,       [a~b]",
    "/a~01,       [a~1]",
    "/a/,         a[]",
    "/a/b c,      a[b c]",
    "/a/日本,      a.日本",
    "/0/1,        [0][1]",
    "'',          ''"
  })
  void oddNamesAreReadable(String pointer, String expected) {
    assertThat(paths.inUserLayout(yaml("{apiVersion: ray.io/v1}"), pointer)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{spec: 7}", "{spec: {}}", "{spec: {workerGroupSpecs: 5}}", "{spec: null}", "{}"})
  void brokenObjectsHavePathsToo(String object) {
    ObjectNode hub = yaml(object).put("apiVersion", "ray.io/v1");
    RandomRayClusters.annotate(hub, ConversionAnnotations.LAYOUT, "ant");
    for (String pointer :
        new String[] {"/spec/workerGroupSpecs/99/groupName", "/spec/workerGroupSpecs/x", "/spec"}) {
      assertThat(paths.inUserLayout(hub, pointer)).startsWith("spec");
    }
  }

  @Test
  void groupsThatV1CallsOtherwiseAreKnown() {
    assertThat(paths.renamedGroups(up(yaml(Manifests.ANT))))
        .isEqualTo(Map.of("spec.extensions[1].groupName", "w-2"));
    assertThat(paths.renamedGroups(yaml(Manifests.HUB))).isEmpty();
  }
}

package io.rayoperator.api.v1.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldPathTest {

  @Test
  void showsAndPointsToNestedFields() {
    FieldPath path = FieldPath.of("spec", "workerGroupSpecs").index(1, "gpu").child("groupName");
    assertThat(path).hasToString("spec.workerGroupSpecs[1].groupName");
    assertThat(path.toJsonPointer()).isEqualTo("/spec/workerGroupSpecs/1/groupName");
    assertThat(path.identity()).isEqualTo("spec.workerGroupSpecs[gpu].groupName");
  }

  @Test
  void bracketsAndEscapesKeysOfMaps() {
    FieldPath path = FieldPath.of("metadata", "annotations").child("ray.io/a~b");
    assertThat(path).hasToString("metadata.annotations[ray.io/a~b]");
    assertThat(path.toJsonPointer()).isEqualTo("/metadata/annotations/ray.io~1a~0b");
  }

  @Test
  void rootIsEmpty() {
    assertThat(FieldPath.ROOT).hasToString("");
    assertThat(FieldPath.ROOT.toJsonPointer()).isEmpty();
  }
}

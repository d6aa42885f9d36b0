package io.rayoperator.migration.leave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalTest {

  private final LegacyFacts before = new Facts().facts();
  private final Facts after = new Facts().withoutOwner();

  private List<String> problems() {
    return Arrival.problems(before, after.facts());
  }

  @Test
  void aClusterThatGoesOnAsItWasHasArrived() {
    after.pods.add(Facts.yaml("metadata: {name: new, uid: p3, ownerReferences: [{uid: ray-1}]}"));

    assertThat(problems()).isEmpty();
  }

  @Test
  void aClusterThatIsGoneIsTold() {
    after.rayCluster = null;

    assertThat(problems()).containsExactly("its RayCluster of ray.io is gone");
  }

  @Test
  void anotherClusterOfTheNameIsNotIt() {
    after.rayMetadata().put("uid", "ray-2");

    assertThat(problems()).containsExactly("its RayCluster of ray.io is gone");
  }

  @Test
  void aClusterThatGoesIsTold() {
    after.rayMetadata().put("deletionTimestamp", "now");

    assertThat(problems()).containsExactly("its RayCluster of ray.io is being deleted");
  }

  @Test
  void anOwnerThatIsGoneIsTold() {
    assertThat(Arrival.problems(before, new Facts().facts()))
        .singleElement()
        .asString()
        .contains("as its owner");
  }

  @Test
  void podsThatWentAreNamed() {
    after.pods.removeLast();

    assertThat(problems()).singleElement().asString().startsWith("Pod demo-ray-worker-b went");
  }

  @Test
  void anAutoscalerThatIsGoneIsTold() {
    after.autoscaler = null;

    assertThat(problems()).singleElement().asString().contains("demo-ray-autoscaler");
  }
}

package io.rayoperator.conversion;

import static io.rayoperator.conversion.Manifests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.OneSidedFields.Removal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneSidedFieldsTest {
  private final RayClusterConverter converter = RayClusterConverter.create();

  private ObjectNode removed(ObjectNode hub, ApiVersion version, Removal removal) {
    return new OneSidedFields(converter).remove(new HubView(converter, hub), version, removal);
  }

  private static Removal of(String... names) {
    return (object, shared) -> {
      ObjectNode rest = object.deepCopy();
      ((ObjectNode) rest.path("spec")).remove(List.of(names));
      return rest;
    };
  }

  @Test
  void whatOnlyV1SaysIsRemovedAndV1alpha1ShowsTheSame() {
    ObjectNode hub = yaml(Manifests.HUB);
    ((ObjectNode) hub.path("spec")).putObject("authOptions").put("mode", "disabled");

    ObjectNode rest = removed(hub, ApiVersion.V1, of("authOptions"));

    ObjectNode expected = hub.deepCopy();
    ((ObjectNode) expected.path("spec")).remove("authOptions");
    Laws.same(expected, rest);
    Laws.same(new HubView(converter, hub).shown(), new HubView(converter, rest).shown());
  }

  @Test
  void whatOnlyV1alpha1SaysIsRemovedAndV1ShowsTheSame() {
    ObjectNode written = yaml(Manifests.ANT);
    ((ObjectNode) written.path("spec")).put("clusterName", "never read");
    ObjectNode hub = converter.convert(written, ApiVersion.V1);

    ObjectNode rest = removed(hub, ApiVersion.V1ALPHA1, of("clusterName"));

    ((ObjectNode) written.path("spec")).remove("clusterName");
    Laws.same(written, converter.convert(rest, ApiVersion.V1ALPHA1));
    Laws.same(hub.path("spec"), rest.path("spec"));
  }

  @Test
  void nothingIsRemovedTogetherWithWhatBothShow() {
    ObjectNode hub = yaml(Manifests.HUB);
    ((ObjectNode) hub.path("spec")).putObject("authOptions").put("mode", "disabled");
    ObjectNode ofAnt = converter.convert(yaml(Manifests.ANT), ApiVersion.V1);

    assertThat(removed(hub, ApiVersion.V1, of("authOptions", "workerGroupSpecs"))).isSameAs(hub);
    assertThat(removed(ofAnt, ApiVersion.V1ALPHA1, of("clusterName", "extensions")))
        .isSameAs(ofAnt);
  }

  @Test
  void removalIsToldWhatTheOtherVersionSays() {
    ObjectNode hub = yaml(Manifests.HUB);
    ((ObjectNode) hub.path("spec")).putObject("authOptions").put("mode", "disabled");

    removed(
        hub,
        ApiVersion.V1,
        (object, shared) -> {
          JsonNode spec = shared.path("spec");
          assertThat(object).isSameAs(hub);
          assertThat(spec.has("authOptions")).isFalse();
          assertThat(spec.path("workerGroupSpecs")).hasSameSizeAs(hub.at("/spec/workerGroupSpecs"));
          return object;
        });
  }
}

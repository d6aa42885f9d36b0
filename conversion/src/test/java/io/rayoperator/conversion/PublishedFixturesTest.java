package io.rayoperator.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.PublishedFixtures.Manifest;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PublishedFixturesTest {
  private static final List<Manifest> MANIFESTS = PublishedFixtures.rayClusters();

  private final RayClusterConverter converter = RayClusterConverter.create();
  private final ApiServer apiServer = new ApiServer();

  @BeforeAll
  static void fixturesAreThere() {
    assumeFalse(
        MANIFESTS.isEmpty(),
        "the published fixtures are not on this machine: set RAY_OPERATOR_FIXTURES");
  }

  @Test
  void everyPublishedManifestHasTheLayoutOfItsOperator() {
    for (Manifest manifest : MANIFESTS) {
      assertThat(LayoutDetector.match(manifest.object().get("spec")))
          .as(manifest.origin())
          .isEqualTo(new LayoutMatch.Matched(layoutOf(manifest.origin())));
    }
  }

  private static Layout layoutOf(String origin) {
    if (origin.startsWith("ant")) {
      return Layout.ANT;
    }
    if (origin.startsWith("bytedance")) {
      return Layout.BYTEDANCE;
    }
    return origin.startsWith("msft") ? Layout.MICROSOFT : Layout.KUBERAY;
  }

  @Test
  void everyPublishedManifestReadsBackAsItWasWritten() {
    for (Manifest manifest : MANIFESTS) {
      ObjectNode written = as(ApiVersion.V1ALPHA1, manifest.object());
      ObjectNode hub = converter.convert(written, ApiVersion.V1);
      assertThat(converter.convert(hub, ApiVersion.V1ALPHA1))
          .as(manifest.origin())
          .isEqualTo(written);
    }
  }

  @Test
  void everyPublishedManifestReadsBackAsItWasWrittenThroughAnApiServer() {
    for (Manifest manifest : MANIFESTS) {
      ObjectNode written = apiServer.received(as(ApiVersion.V1ALPHA1, manifest.object()));
      ObjectNode stored = apiServer.received(converter.convert(written, ApiVersion.V1));
      assertThat(apiServer.received(converter.convert(stored, ApiVersion.V1ALPHA1)))
          .as(manifest.origin())
          .isEqualTo(written);
    }
  }

  @Test
  void everyPublishedV1ManifestSurvivesBeingReadAsV1alpha1() {
    for (Manifest manifest : MANIFESTS) {
      ObjectNode stored = as(ApiVersion.V1, manifest.object());
      for (ObjectNode hub : List.of(stored, apiServer.received(stored))) {
        ObjectNode shown = converter.convert(hub, ApiVersion.V1ALPHA1);
        assertThat(converter.convert(shown, ApiVersion.V1)).as(manifest.origin()).isEqualTo(hub);
      }
    }
  }

  private static ObjectNode as(ApiVersion version, ObjectNode object) {
    return object.deepCopy().put("apiVersion", version.groupVersion());
  }
}

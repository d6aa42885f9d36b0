package io.rayoperator.conversion;

import static io.rayoperator.conversion.Manifests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class HubViewTest {
  private final RayClusterConverter converter = RayClusterConverter.create();
  private final ObjectNode hub = converter.convert(yaml(Manifests.ANT), ApiVersion.V1);
  private final HubView view = new HubView(converter, hub);

  @Test
  void showsWhatConversionShows() {
    Laws.same(converter.convert(hub, ApiVersion.V1ALPHA1), view.v1alpha1());
    Laws.same(yaml(Manifests.ANT), view.shown());
  }

  @Test
  void convertsOnceHoweverManyAsk() {
    ObjectNode first = view.v1alpha1();
    FieldPaths paths = new FieldPaths(view);
    paths.inUserLayout("/spec/headGroupSpec");
    paths.notices();

    assertThat(view.v1alpha1()).isSameAs(first);
    assertThat(view.spoke()).isSameAs(view.spoke());
    assertThat(view.shown()).isSameAs(view.spoke().written());
  }
}

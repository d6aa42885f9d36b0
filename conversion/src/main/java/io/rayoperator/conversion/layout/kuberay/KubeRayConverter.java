package io.rayoperator.conversion.layout.kuberay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.SchemaBridge;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.layout.LayoutDetector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * KubeRay's v1alpha1 is v1 as of December 2023: every field of it is in v1 at the same path. What
 * came later ({@code numOfHosts}, {@code authOptions}, … KubeRay contract, appendix B) is whatever
 * the v1alpha1 schema does not know.
 */
public final class KubeRayConverter implements LayoutConverter {
  private final SchemaBridge toHub;
  private final SchemaBridge toSpoke;

  /**
   * @param spoke schema of the v1alpha1 spec
   * @param hub schema of the v1 spec
   */
  public KubeRayConverter(StructuralSchema spoke, StructuralSchema hub) {
    toHub = SchemaBridge.between(spoke, hub);
    toSpoke =
        SchemaBridge.between(hub, spoke.without(LayoutDetector.marksOfOthersThan(Layout.KUBERAY)));
  }

  @Override
  public ObjectNode up(ObjectNode spec, @Nullable String clusterName) {
    return toHub.apply(spec);
  }

  @Override
  public ObjectNode down(ObjectNode spec) {
    return toSpoke.apply(spec);
  }

  @Override
  public List<String> pathInLayout(ObjectNode written, ObjectNode hub, List<String> path) {
    return path;
  }
}

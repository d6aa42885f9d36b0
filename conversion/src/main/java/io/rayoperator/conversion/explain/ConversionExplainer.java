package io.rayoperator.conversion.explain;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.json.CompactNodes;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import io.rayoperator.conversion.residual.AnnotationShape;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.conversion.residual.Edit;
import io.rayoperator.conversion.residual.ListIdentity;
import io.rayoperator.conversion.residual.Residual;
import io.rayoperator.conversion.residual.ResidualAnnotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains the conversions of a {@link RayClusterConverter}, one object at a time. */
public final class ConversionExplainer {
  private final RayClusterConverter converter;

  public ConversionExplainer(RayClusterConverter converter) {
    this.converter = converter;
  }

  /**
   * Explains {@link RayClusterConverter#convert(ObjectNode, ApiVersion)}.
   *
   * @param object a RayCluster of either version
   */
  public Explanation explain(ObjectNode object, ApiVersion desired) {
    ApiVersion actual = version(object);
    if (actual == null || actual == desired) {
      return new Explanation(List.of(), List.of(), List.of());
    }
    ObjectNode result = converter.convert(object, desired);
    return new Explanation(
        List.of(step(object, result)),
        List.of(),
        Differences.between(object, converter.convert(result, actual)));
  }

  /**
   * Explains {@link RayClusterConverter#convert(ObjectNode, Layout)}.
   *
   * @param object a RayCluster of either version
   */
  public Explanation explain(ObjectNode object, Layout desired) {
    ObjectNode hub = converter.convert(object, ApiVersion.V1);
    Layout former = RayClusterConverter.layoutOf(hub);
    boolean isV1 = version(object) == ApiVersion.V1;
    if (former == desired) {
      return explain(object, ApiVersion.V1ALPHA1);
    }
    ObjectNode result = converter.convert(object, desired);
    ObjectNode shown = withoutTraces(hub);
    ObjectNode back = withoutTraces(converter.convert(result, ApiVersion.V1));
    Step down = step(shown, result);
    return new Explanation(
        isV1 ? List.of(down) : List.of(step(object, hub), down),
        carried(hub, V1ALPHA1_RESIDUAL, converter.convert(hub, ApiVersion.V1ALPHA1)),
        Differences.between(shown, back));
  }

  /** A v1 object without what tells its layout. */
  private static ObjectNode withoutTraces(ObjectNode hub) {
    Map<String, @Nullable JsonNode> changes = new HashMap<>();
    changes.put(LAYOUT, null);
    changes.put(V1ALPHA1_RESIDUAL, null);
    return Annotations.changed(hub, changes, AnnotationShape.USUAL);
  }

  private Step step(ObjectNode object, ObjectNode result) {
    boolean up = version(result) == ApiVersion.V1;
    Layout layout = layoutOf(up ? object : result);
    LayoutConverter rules = converter.layoutConverter(layout);
    ObjectNode spec = spec(object);
    ObjectNode projected =
        up ? rules.up(spec, Trees.text(object.get("metadata"), "name")) : rules.down(spec);
    SpecMoves moves = up ? SpecMoves.up(rules, object) : SpecMoves.down(rules);
    List<Move> found = moves.of(spec, projected);
    String own = up ? V1ALPHA1_RESIDUAL : V1_RESIDUAL;
    String others = up ? V1_RESIDUAL : V1ALPHA1_RESIDUAL;
    return new Step(
        up ? ApiVersion.V1 : ApiVersion.V1ALPHA1,
        layout,
        found,
        Additions.in(spec, projected, found),
        carried(object, others, result),
        carried(result, own, object),
        ResidualAnnotation.of(result, own).orEmpty().omitted());
  }

  private Layout layoutOf(ObjectNode spoke) {
    return LayoutDetector.match(spoke.get("spec")) instanceof LayoutMatch.Matched matched
        ? matched.layout()
        : Layout.KUBERAY;
  }

  /**
   * The edits in an annotation of an object.
   *
   * @param restored the object of the other version, to which they belong
   */
  private List<Edit> carried(ObjectNode object, String annotation, ObjectNode restored) {
    Residual residual = ResidualAnnotation.of(object, annotation).orEmpty();
    ListIdentity identity =
        version(restored) == ApiVersion.V1
            ? ListIdentity.BY_KEY
            : converter.layoutConverter(layoutOf(restored)).writtenIdentity();
    return Edit.list(residual.edits(), restored, identity);
  }

  private static @Nullable ApiVersion version(ObjectNode object) {
    return ApiVersion.parse(Trees.text(object, "apiVersion"));
  }

  private static ObjectNode spec(ObjectNode object) {
    ObjectNode spec = Trees.object(object, "spec");
    return spec == null ? CompactNodes.INSTANCE.objectNode() : spec;
  }
}

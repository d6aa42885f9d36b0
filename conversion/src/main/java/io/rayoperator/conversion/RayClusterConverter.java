package io.rayoperator.conversion;

import static io.rayoperator.conversion.ConversionAnnotations.LAYOUT;
import static io.rayoperator.conversion.ConversionAnnotations.V1ALPHA1_RESIDUAL;
import static io.rayoperator.conversion.ConversionAnnotations.V1_RESIDUAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.residual.AnnotationShape;
import io.rayoperator.conversion.residual.Annotations;
import io.rayoperator.conversion.residual.Residual;
import io.rayoperator.conversion.residual.ResidualAnnotation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Converts RayCluster objects between {@code ray.io/v1alpha1}, in any of its layouts, and {@code
 * ray.io/v1}. Pure, total, thread-safe; the laws are those of the package.
 *
 * <p>The method is the same for every layout. A layout projects: it writes what the other version
 * can say. The converter projects there and back, compares with the original, and keeps the
 * difference as a residual in an annotation. The next conversion projects back and applies the
 * residual as far as it still explains what is visible.
 */
public final class RayClusterConverter {
  private final Projections projections;

  private RayClusterConverter(Projections projections) {
    this.projections = projections;
  }

  /**
   * A converter for API servers: knows the schemas of this release and the defaults that the API
   * server adds.
   */
  public static RayClusterConverter create() {
    return create(
        StructuralSchema.ofRayCluster(ApiVersion.V1ALPHA1.version()),
        StructuralSchema.ofRayCluster(ApiVersion.V1.version()));
  }

  /** As {@link #create()}, with the given schemas of whole objects. */
  public static RayClusterConverter create(StructuralSchema v1alpha1, StructuralSchema v1) {
    return new RayClusterConverter(new Projections(v1alpha1, v1));
  }

  /**
   * A converter for files: a converted manifest says no more than the original, defaults stay
   * unsaid.
   */
  public static RayClusterConverter offline() {
    return create(
        StructuralSchema.ofRayCluster(ApiVersion.V1ALPHA1.version()).withoutDefaults(),
        StructuralSchema.ofRayCluster(ApiVersion.V1.version()).withoutDefaults());
  }

  /**
   * The object in the desired version.
   *
   * <p>An object that has this version already is returned as a copy, and so is one of an {@code
   * apiVersion} other than ours: nothing is known about it.
   *
   * @param object a RayCluster, however incomplete or wrong; not changed, but the result shares
   *     subtrees with it
   */
  public ObjectNode convert(ObjectNode object, ApiVersion desired) {
    ApiVersion actual = ApiVersion.parse(Trees.text(object, "apiVersion"));
    if (actual == null || actual == desired) {
      return Trees.copy(object);
    }
    return desired == ApiVersion.V1 ? up(object) : down(object);
  }

  /**
   * The object as v1alpha1 in a layout of choice. What only its former layout could say (such as
   * {@code clusterName} of Ant's) is dropped when the layout changes; nothing of v1 is lost.
   *
   * @param object a RayCluster of either version
   */
  public ObjectNode convert(ObjectNode object, Layout layout) {
    ObjectNode hub = convert(object, ApiVersion.V1);
    if (layoutOf(hub) != layout) {
      Map<String, @Nullable JsonNode> changes = new HashMap<>();
      changes.put(LAYOUT, layout == Layout.KUBERAY ? null : TextNode.valueOf(layout.id()));
      changes.put(V1ALPHA1_RESIDUAL, null);
      hub = Annotations.changed(hub, changes, AnnotationShape.USUAL);
    }
    return convert(hub, ApiVersion.V1ALPHA1);
  }

  /** The layout in which v1alpha1 shows a v1 object. */
  public static Layout layoutOf(ObjectNode hub) {
    return layoutOf(Annotations.get(hub, LAYOUT));
  }

  private static Layout layoutOf(@Nullable JsonNode annotation) {
    Layout layout = Layout.parse(annotation == null ? null : annotation.textValue());
    return layout == null ? Layout.KUBERAY : layout;
  }

  private ObjectNode up(ObjectNode spoke) {
    ResidualAnnotation carried = ResidualAnnotation.of(spoke, V1_RESIDUAL);
    Map<String, @Nullable JsonNode> consumed = new HashMap<>();
    consumed.put(V1_RESIDUAL, null);
    ObjectNode written = Annotations.changed(spoke, consumed, carried.orEmpty().shape());
    return up(written, carried.orEmpty(), carried.isUnreadable() ? carried.raw() : null);
  }

  /**
   * The v1 object of a v1alpha1 object.
   *
   * @param written the object without the residual of the v1 object
   * @param ofHub that residual
   * @param unreadable what stands in its place, if it cannot be read
   */
  private ObjectNode up(ObjectNode written, Residual ofHub, @Nullable JsonNode unreadable) {
    ObjectNode hub = projections.restoreHub(projections.up(written), ofHub.edits());
    JsonNode layout =
        ofHub.annotations().containsKey(LAYOUT)
            ? ofHub.annotation(LAYOUT)
            : projections.layoutAnnotation(written);
    Layout shownIn = layoutOf(layout);
    ObjectNode edits = projections.spokeEdits(projections.down(hub, shownIn), written, shownIn);

    Map<String, @Nullable JsonNode> annotations = new HashMap<>();
    annotations.put(LAYOUT, layout);
    annotations.put(V1_RESIDUAL, unreadable != null ? unreadable : ofHub.annotation(V1_RESIDUAL));
    annotations.put(V1ALPHA1_RESIDUAL, null);
    ObjectNode annotated = Annotations.changed(hub, annotations, AnnotationShape.USUAL);
    Map<String, JsonNode> strays = present(written, V1ALPHA1_RESIDUAL, LAYOUT);
    boolean annotatedAlready = layout != null || annotations.get(V1_RESIDUAL) != null;
    AnnotationShape shape =
        annotatedAlready || edits != null ? AnnotationShape.of(written) : AnnotationShape.USUAL;
    // Without the annotations that belong to it a residual would be read in another way.
    Residual residual =
        hasAll(annotated, annotations)
            ? new Residual(edits, strays, shape, false)
            : Residual.OMITTED;
    return attach(annotated, V1ALPHA1_RESIDUAL, residual);
  }

  private static boolean hasAll(ObjectNode object, Map<String, @Nullable JsonNode> annotations) {
    return annotations.entrySet().stream()
        .allMatch(e -> Objects.equals(Annotations.get(object, e.getKey()), e.getValue()));
  }

  private ObjectNode down(ObjectNode hub) {
    return down(show(hub));
  }

  /** The v1alpha1 object with its residual. */
  ObjectNode down(Spoke spoke) {
    return attach(spoke.written(), V1_RESIDUAL, spoke.ofHub());
  }

  /**
   * A v1 object as v1alpha1 shows it.
   *
   * @param written the v1alpha1 object without the residual
   * @param ofHub what it cannot say of the v1 object
   */
  record Spoke(ObjectNode written, Residual ofHub) {}

  Spoke show(ObjectNode hub) {
    ResidualAnnotation carried = ResidualAnnotation.of(hub, V1ALPHA1_RESIDUAL);
    Residual ofSpoke = carried.orEmpty();
    Layout layout = layoutOf(hub);

    ObjectNode shown =
        projections.restoreSpoke(projections.down(hub, layout), ofSpoke.edits(), layout);
    Map<String, @Nullable JsonNode> annotations = new HashMap<>();
    annotations.put(LAYOUT, ofSpoke.annotation(LAYOUT));
    annotations.put(V1_RESIDUAL, null);
    annotations.put(
        V1ALPHA1_RESIDUAL,
        carried.isUnreadable() ? carried.raw() : ofSpoke.annotation(V1ALPHA1_RESIDUAL));
    ObjectNode spoke = Annotations.changed(shown, annotations, ofSpoke.shape());

    ObjectNode edits = projections.hubEdits(projections.up(spoke), hub);
    Map<String, JsonNode> strays = present(hub, V1_RESIDUAL);
    JsonNode actualLayout = Annotations.get(hub, LAYOUT);
    if (!Objects.equals(actualLayout, projections.layoutAnnotation(spoke))) {
      strays.put(LAYOUT, actualLayout == null ? NullNode.instance : actualLayout);
    }
    boolean empty = edits == null && strays.isEmpty();
    return new Spoke(
        spoke,
        new Residual(
            edits, strays, empty ? AnnotationShape.USUAL : AnnotationShape.of(spoke), false));
  }

  /** The v1 object of a v1alpha1 object to which the residual belongs. */
  ObjectNode up(Spoke spoke) {
    return up(spoke.written(), spoke.ofHub(), null);
  }

  /** What v1 learns of a v1alpha1 object without the residual. */
  ObjectNode shared(Spoke spoke) {
    return projections.up(spoke.written());
  }

  /** What v1alpha1 learns of a v1 object without the residual, in its layout. */
  ObjectNode shared(ObjectNode hub) {
    return projections.down(hub, layoutOf(hub));
  }

  /** The rules of a layout. */
  public LayoutConverter layoutConverter(Layout layout) {
    return projections.converter(layout);
  }

  /** The annotations of an object among {@code keys}. */
  private static Map<String, JsonNode> present(ObjectNode object, String... keys) {
    Map<String, JsonNode> present = new LinkedHashMap<>();
    for (String key : keys) {
      JsonNode value = Annotations.get(object, key);
      if (value != null) {
        present.put(key, value);
      }
    }
    return present;
  }

  /**
   * The object with a residual; one that consists of an unreadable annotation of the same key
   * becomes that again.
   */
  private static ObjectNode attach(ObjectNode object, String key, Residual residual) {
    if (residual.isEmpty()) {
      return object;
    }
    JsonNode stray = residual.annotations().get(key);
    boolean unreadableStrayOnly =
        residual.edits() == null
            && residual.annotations().size() == 1
            && stray != null
            && !ResidualAnnotation.isReadable(stray);
    Map<String, @Nullable JsonNode> annotations = new HashMap<>();
    annotations.put(
        key, unreadableStrayOnly ? stray : ResidualAnnotation.value(residual, object, key));
    return Annotations.changed(object, annotations, AnnotationShape.USUAL);
  }
}

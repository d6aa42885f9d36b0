package io.rayoperator.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rayoperator.conversion.json.SchemaBridge;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import io.rayoperator.conversion.layout.ant.AntConverter;
import io.rayoperator.conversion.layout.bytedance.ByteDanceConverter;
import io.rayoperator.conversion.layout.kuberay.KubeRayConverter;
import io.rayoperator.conversion.layout.microsoft.MicrosoftConverter;
import io.rayoperator.conversion.residual.EditApplier;
import io.rayoperator.conversion.residual.EditRecorder;
import io.rayoperator.conversion.residual.ListIdentity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a whole object shows of the other, without residuals; and the edits by which
 * an object differs from that. Metadata is none of its business: it is the same in both versions.
 */
final class Projections {
  private static final String SPEC = "spec";
  private static final String STATUS = "status";
  private static final List<String> IDENTITY = List.of("apiVersion", "kind", "metadata");
  private static final TextNode V1 = TextNode.valueOf(ApiVersion.V1.groupVersion());
  private static final TextNode V1ALPHA1 = TextNode.valueOf(ApiVersion.V1ALPHA1.groupVersion());

  private final SchemaBridge toHub;
  private final SchemaBridge toSpoke;
  private final Map<Layout, LayoutConverter> layouts = new EnumMap<>(Layout.class);
  private final Map<Layout, EditRecorder> spokeRecorders = new EnumMap<>(Layout.class);
  private final Map<Layout, EditApplier> spokeAppliers = new EnumMap<>(Layout.class);
  private final EditRecorder hubRecorder =
      new EditRecorder(ListIdentity.BY_KEY, ListIdentity.BY_KEY, Map.of());
  private final EditApplier hubApplier = new EditApplier(ListIdentity.BY_KEY);

  /**
   * @param v1alpha1 schema of whole objects
   * @param v1 schema of whole objects
   */
  Projections(StructuralSchema v1alpha1, StructuralSchema v1) {
    toHub = SchemaBridge.between(withoutSpec(v1alpha1), withoutSpec(v1));
    toSpoke = SchemaBridge.between(withoutSpec(v1), withoutSpec(v1alpha1));
    StructuralSchema spoke = v1alpha1.field(SPEC);
    StructuralSchema hub = v1.field(SPEC);
    layouts.put(Layout.ANT, new AntConverter(spoke, hub));
    layouts.put(Layout.BYTEDANCE, new ByteDanceConverter(spoke, hub));
    layouts.put(Layout.MICROSOFT, new MicrosoftConverter(spoke, hub));
    layouts.put(Layout.KUBERAY, new KubeRayConverter(spoke, hub));
    layouts.forEach(
        (layout, converter) -> {
          spokeRecorders.put(
              layout,
              new EditRecorder(
                  converter.shownIdentity(), converter.writtenIdentity(), converter.otherNames()));
          spokeAppliers.put(layout, new EditApplier(converter.shownIdentity()));
        });
  }

  /**
   * The schema of everything but the spec, which the layouts take care of, and of what every object
   * has.
   */
  private static StructuralSchema withoutSpec(StructuralSchema object) {
    return object
        .with(SPEC, StructuralSchema.OPEN)
        .with("apiVersion", StructuralSchema.OPEN)
        .with("kind", StructuralSchema.OPEN)
        .with("metadata", StructuralSchema.OPEN);
  }

  /**
   * The layout that is written into the annotation; null for KubeRay's and for what has no layout.
   */
  @Nullable TextNode layoutAnnotation(ObjectNode spoke) {
    return LayoutDetector.match(spoke.get(SPEC)) instanceof LayoutMatch.Matched matched
            && matched.layout() != Layout.KUBERAY
        ? TextNode.valueOf(matched.layout().id())
        : null;
  }

  private static Layout layoutOf(ObjectNode spoke) {
    return LayoutDetector.match(spoke.get(SPEC)) instanceof LayoutMatch.Matched matched
        ? matched.layout()
        : Layout.KUBERAY;
  }

  LayoutConverter converter(Layout layout) {
    return Objects.requireNonNull(layouts.get(layout));
  }

  /** What v1 can say of a v1alpha1 object. */
  ObjectNode up(ObjectNode spoke) {
    ObjectNode hub = withApiVersion(spoke, toHub, V1);
    if (spoke.get(SPEC) instanceof ObjectNode spec) {
      hub.set(SPEC, converter(layoutOf(spoke)).up(spec, Trees.text(spoke.get("metadata"), "name")));
    }
    return hub;
  }

  /** What a layout can say of a v1 object. */
  ObjectNode down(ObjectNode hub, Layout layout) {
    ObjectNode spoke = withApiVersion(hub, toSpoke, V1ALPHA1);
    if (hub.get(SPEC) instanceof ObjectNode spec) {
      spoke.set(SPEC, converter(layout).down(spec));
    }
    if (hub.get(STATUS) instanceof ObjectNode hubStatus
        && spoke.get(STATUS) instanceof ObjectNode status) {
      spoke.set(STATUS, converter(layout).statusDown(status, hubStatus));
    }
    return spoke;
  }

  private static ObjectNode withApiVersion(
      ObjectNode object, SchemaBridge bridge, TextNode apiVersion) {
    ObjectNode result = Trees.copy(bridge.apply(object));
    result.set("apiVersion", apiVersion);
    return result;
  }

  @Nullable ObjectNode hubEdits(ObjectNode shown, ObjectNode actual) {
    return hubRecorder.record(content(shown), content(actual));
  }

  @Nullable ObjectNode spokeEdits(ObjectNode shown, ObjectNode actual, Layout layout) {
    return Objects.requireNonNull(spokeRecorders.get(layout))
        .record(content(shown), content(actual));
  }

  ObjectNode restoreHub(ObjectNode hub, @Nullable ObjectNode edits) {
    return edits == null ? hub : restore(hubApplier, hub, edits);
  }

  ObjectNode restoreSpoke(ObjectNode spoke, @Nullable ObjectNode edits, Layout layout) {
    return edits == null
        ? spoke
        : restore(Objects.requireNonNull(spokeAppliers.get(layout)), spoke, edits);
  }

  /** Applies edits to all but what identifies the object: a residual cannot rename an object. */
  private static ObjectNode restore(EditApplier applier, ObjectNode object, ObjectNode edits) {
    ObjectNode restored = applier.apply(object, edits);
    for (String field : IDENTITY) {
      JsonNode value = object.get(field);
      if (value == null) {
        restored.remove(field);
      } else {
        restored.set(field, value);
      }
    }
    return restored;
  }

  private static ObjectNode content(ObjectNode object) {
    return Trees.copy(object).without(IDENTITY);
  }
}

package io.rayoperator.conversion.layout.kuberay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.SchemaBridge;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.layout.FieldMove;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutConverter;
import io.rayoperator.conversion.layout.LayoutDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * KubeRay's v1alpha1 is v1 as of December 2023: every field of it is in v1 at the same path. What
 * came later ({@code numOfHosts}, {@code authOptions}, … KubeRay contract, appendix B) is whatever
 * the v1alpha1 schema does not know.
 */
public final class KubeRayConverter implements LayoutConverter {
  /** Objects with a row for each of their fields; the others have one row as a whole. */
  private static final Set<String> IN_DETAIL =
      Set.of("autoscalerOptions", "headGroupSpec", "workerGroupSpecs");

  private final StructuralSchema spoke;
  private final StructuralSchema hub;
  private final SchemaBridge toHub;
  private final SchemaBridge toSpoke;

  /**
   * @param spoke schema of the v1alpha1 spec
   * @param hub schema of the v1 spec
   */
  public KubeRayConverter(StructuralSchema spoke, StructuralSchema hub) {
    this.spoke = spoke.without(LayoutDetector.marksOfOthersThan(Layout.KUBERAY));
    this.hub = hub;
    toHub = SchemaBridge.between(spoke, hub);
    toSpoke = SchemaBridge.between(hub, this.spoke);
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
  public List<FieldMove> moves() {
    List<FieldMove> moves = new ArrayList<>();
    addFields("", spoke, hub, moves);
    return moves;
  }

  private static void addFields(
      String parent, StructuralSchema spoke, StructuralSchema hub, List<FieldMove> moves) {
    spoke
        .properties()
        .forEach(
            (name, schema) -> {
              StructuralSchema hubSchema = hub.properties().get(name);
              if (hubSchema == null) {
                moves.add(FieldMove.residual(parent + name, "v1 has no such field"));
              } else {
                addField(parent + name, name, schema, hubSchema, moves);
              }
            });
  }

  /** One row; those of the fields below if some of them are in one version only. */
  private static void addField(
      String path,
      String name,
      StructuralSchema spoke,
      StructuralSchema hub,
      List<FieldMove> moves) {
    boolean sameFields = spoke.withoutDefaults().equals(hub.withoutDefaults());
    if (sameFields && !IN_DETAIL.contains(name)) {
      moves.add(FieldMove.same(path));
    } else if (!spoke.elements().properties().isEmpty()) {
      addFields(path + "[].", spoke.elements(), hub.elements(), moves);
    } else if (!spoke.properties().isEmpty()) {
      addFields(path + ".", spoke, hub, moves);
    } else {
      moves.add(FieldMove.same(path));
    }
  }

  @Override
  public List<String> pathInLayout(ObjectNode written, ObjectNode hub, List<String> path) {
    return path;
  }
}

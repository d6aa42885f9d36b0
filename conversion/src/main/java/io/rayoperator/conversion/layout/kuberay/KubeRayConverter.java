package io.rayoperator.conversion.layout.kuberay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.FieldFilter;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.GroupDefaults;
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
  private final FieldFilter toHub;
  private final FieldFilter toSpoke;
  private final GroupDefaults defaults;

  /**
   * @param spoke schema of the v1alpha1 spec
   * @param hub schema of the v1 spec
   */
  public KubeRayConverter(StructuralSchema spoke, StructuralSchema hub, GroupDefaults defaults) {
    StructuralSchema ownFields = spoke.without(LayoutDetector.marksOfOthersThan(Layout.KUBERAY));
    this.toHub = FieldFilter.between(spoke, hub);
    this.toSpoke = FieldFilter.between(hub, ownFields);
    this.defaults = defaults;
  }

  @Override
  public ObjectNode up(ObjectNode spec, @Nullable String clusterName) {
    ObjectNode hub = (ObjectNode) toHub.apply(spec);
    ArrayNode groups = Trees.array(hub, "workerGroupSpecs");
    if (groups == null || !defaults.areWritten()) {
      return hub;
    }
    ArrayNode completed = groups.arrayNode(groups.size());
    for (JsonNode group : groups) {
      completed.add(group instanceof ObjectNode object ? defaults.addLateFields(object) : group);
    }
    ObjectNode result = Trees.copy(hub);
    result.set("workerGroupSpecs", completed);
    return result;
  }

  @Override
  public ObjectNode down(ObjectNode spec) {
    return (ObjectNode) toSpoke.apply(spec);
  }

  @Override
  public List<String> pathInLayout(ObjectNode written, ObjectNode hub, List<String> path) {
    return path;
  }
}

package io.rayoperator.conversion.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells layouts apart by the top-level fields of a spec. Unambiguous for every object that has its
 * layout's required fields and only its layout's fields, which is true of every published sample.
 */
public final class LayoutDetector {
  /** Part of KubeRay's layout and of Microsoft's: decides only when nothing else does. */
  private static final String SHARED_HEAD = "headGroupSpec";

  private static final Map<String, Layout> MARKS = marks();

  private LayoutDetector() {}

  private static Map<String, Layout> marks() {
    Map<String, Layout> marks = new LinkedHashMap<>();
    for (String key : List.of("clusterName", "images", "imagePullPolicy", "extensions")) {
      marks.put(key, Layout.ANT);
    }
    for (String key : List.of("headNodeSpec", "workerNodeSpec", "autoscalingEnabled")) {
      marks.put(key, Layout.BYTEDANCE);
    }
    for (String key : List.of("headService", "workerGroupsSpec")) {
      marks.put(key, Layout.MICROSOFT);
    }
    for (String key :
        List.of(
            "workerGroupSpecs",
            "enableInTreeAutoscaling",
            "autoscalerOptions",
            "headServiceAnnotations",
            "suspend",
            "authOptions",
            "gcsFaultToleranceOptions",
            "historyServerOptions",
            "idleSuspend",
            "idleTerminationOptions",
            "managedBy",
            "networkPolicy",
            "tlsOptions",
            "upgradeStrategy")) {
      marks.put(key, Layout.KUBERAY);
    }
    return marks;
  }

  /** The fields that mark layouts other than the given one. */
  public static Set<String> marksOfOthersThan(Layout layout) {
    return MARKS.entrySet().stream()
        .filter(mark -> mark.getValue() != layout)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Classifies a spec; fields that are null do not count. */
  public static LayoutMatch match(@Nullable JsonNode spec) {
    Set<Layout> layouts = EnumSet.noneOf(Layout.class);
    List<String> marks = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    boolean sharedHead = false;
    if (spec != null) {
      for (Map.Entry<String, JsonNode> field : spec.properties()) {
        keys.add(field.getKey());
        if (field.getValue().isNull()) {
          continue;
        }
        sharedHead |= field.getKey().equals(SHARED_HEAD);
        Layout layout = MARKS.get(field.getKey());
        if (layout != null) {
          layouts.add(layout);
          marks.add(field.getKey());
        }
      }
    }
    if (sharedHead && !layouts.contains(Layout.MICROSOFT) && layouts.add(Layout.KUBERAY)) {
      marks.add(SHARED_HEAD);
    }
    return switch (layouts.size()) {
      case 0 -> new LayoutMatch.Unrecognised(List.copyOf(keys));
      case 1 -> new LayoutMatch.Matched(layouts.iterator().next());
      default -> new LayoutMatch.Ambiguous(Set.copyOf(layouts), List.copyOf(marks));
    };
  }
}

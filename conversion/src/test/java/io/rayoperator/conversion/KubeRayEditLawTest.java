package io.rayoperator.conversion;

import static io.rayoperator.conversion.Laws.RANDOM;
import static io.rayoperator.conversion.Laws.down;
import static io.rayoperator.conversion.Laws.forAll;
import static io.rayoperator.conversion.Laws.received;
import static io.rayoperator.conversion.Laws.same;
import static io.rayoperator.conversion.Laws.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.json.StructuralSchema;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Law 3 for KubeRay's layout, in which every v1alpha1 field stands at the same path in v1: an edit
 * of one version is the same edit of the other.
 */
class KubeRayEditLawTest {
  private static final StructuralSchema V1 = StructuralSchema.ofRayCluster("v1");
  private static final StructuralSchema V1ALPHA1 =
      ofKubeRay(StructuralSchema.ofRayCluster("v1alpha1"));
  private static final Set<String> NAMES =
      Set.of("name", "groupName", "containerPort", "mountPath", "type");

  private static StructuralSchema ofKubeRay(StructuralSchema object) {
    Set<String> ofByteDance =
        Set.of("availableReplicas", "desiredReplicas", "minimumReplicas", "maximumReplicas");
    return object
        .with(
            "spec", object.field("spec").without(LayoutDetector.marksOfOthersThan(Layout.KUBERAY)))
        .with("status", object.field("status").without(ofByteDance));
  }

  @Test
  void anEditInV1alpha1IsThatEditInV1() {
    forAll(
        "law 3: edit v1alpha1",
        "KUBERAY",
        i -> {
          ObjectNode stored = RANDOM.tidyHub(i);
          ObjectNode shown = received(down(stored));
          RandomJson random = RANDOM.random(-1 - i).tidy();
          Edit edit = Edit.of(shown, random, V1ALPHA1);
          ObjectNode expected = received(edit.applyTo(stored));
          same(expected, received(up(received(edit.applyTo(shown)))));
        });
  }

  @Test
  void anEditInV1IsSeenInV1alpha1AsFarAsItCanSayIt() {
    forAll(
        "law 3: edit v1",
        "KUBERAY",
        i -> {
          ObjectNode written = received(down(RANDOM.tidyHub(i)));
          ObjectNode stored = received(up(written));
          RandomJson random = RANDOM.random(-1 - i).tidy();
          ObjectNode edited = received(Edit.of(stored, random, V1).applyTo(stored));
          ObjectNode expected = received(edited.deepCopy().put("apiVersion", "ray.io/v1alpha1"));
          ObjectNode shown = received(down(edited));
          same(expected, Laws.without(shown, ConversionAnnotations.V1_RESIDUAL));
          same(edited, received(up(shown)));
        });
  }

  /** One change of an object, which can be made to another object that has the same path. */
  private record Edit(List<Object> path, Kind kind, JsonNode value, int index) {
    private enum Kind {
      SET,
      REMOVE,
      INSERT,
      MOVE
    }

    /** A random edit of what an object shows below {@code spec} or {@code status}. */
    static Edit of(ObjectNode object, RandomJson random, StructuralSchema schema) {
      List<Object> path = new ArrayList<>();
      String top = object.path("status").isEmpty() || !random.oneIn(4) ? "spec" : "status";
      path.add(top);
      JsonNode at = object.path(top);
      StructuralSchema schemaAt = schema.field(top);
      while (true) {
        if (at instanceof ArrayNode array) {
          Edit edit =
              random.oneIn(3) || array.isEmpty() ? ofList(array, path, schemaAt, random) : null;
          if (edit != null) {
            return edit;
          }
          if (array.isEmpty()) {
            return new Edit(path, Kind.SET, random.any(1), 0);
          }
          int index = random.below(array.size());
          path.add(index);
          at = array.get(index);
          schemaAt = schemaAt.elements();
        } else if (at instanceof ObjectNode fields) {
          List<String> known = List.copyOf(schemaAt.properties().keySet());
          if (random.oneIn(4) && !known.isEmpty()) {
            String name = random.oneOf(known);
            if (!fields.has(name) && !NAMES.contains(name)) {
              path.add(name);
              return new Edit(path, Kind.SET, random.of(schemaAt.field(name), name, 3), 0);
            }
          }
          List<String> names =
              fields.properties().stream()
                  .map(Map.Entry::getKey)
                  .filter(n -> !NAMES.contains(n))
                  .toList();
          if (names.isEmpty()) {
            return new Edit(path, Kind.SET, fields, 0);
          }
          String name = random.oneOf(names);
          path.add(name);
          at = fields.path(name);
          schemaAt = schemaAt.field(name);
          if (!at.isContainerNode() || random.oneIn(6)) {
            boolean remove = at.isContainerNode() || random.oneIn(2);
            return new Edit(path, remove ? Kind.REMOVE : Kind.SET, random.scalar(), 0);
          }
        } else {
          return new Edit(path, Kind.SET, random.scalar(), 0);
        }
      }
    }

    private static Edit ofList(
        ArrayNode list, List<Object> path, StructuralSchema schema, RandomJson random) {
      String name = String.valueOf(path.get(path.size() - 1));
      int index = list.isEmpty() ? 0 : random.below(list.size());
      return switch (random.below(3)) {
        case 0 -> new Edit(path, Kind.INSERT, random.element(schema.elements(), name, 5), index);
        case 1 -> new Edit(path, list.isEmpty() ? Kind.SET : Kind.MOVE, list, index);
        default -> {
          List<Object> element = new ArrayList<>(path);
          element.add(index);
          yield new Edit(
              list.isEmpty() ? path : element,
              list.isEmpty() ? Kind.SET : Kind.REMOVE,
              list,
              index);
        }
      };
    }

    ObjectNode applyTo(ObjectNode object) {
      ObjectNode result = object.deepCopy();
      JsonNode parent = result;
      for (Object step : path.subList(0, path.size() - 1)) {
        parent = step instanceof Integer index ? parent.path(index) : parent.path((String) step);
      }
      Object last = path.get(path.size() - 1);
      switch (kind) {
        case SET -> set(parent, last);
        case REMOVE -> remove(parent, last);
        case INSERT -> list(parent, last).insert(index, value);
        case MOVE -> list(parent, last).add(list(parent, last).remove(index));
      }
      return result;
    }

    private void set(JsonNode parent, Object step) {
      if (step instanceof Integer i) {
        ((ArrayNode) parent).set(i, value);
      } else if (!value.isContainerNode() || !parent.has((String) step)) {
        ((ObjectNode) parent).set((String) step, value);
      }
    }

    private static void remove(JsonNode parent, Object step) {
      if (step instanceof Integer i) {
        ((ArrayNode) parent).remove(i);
      } else {
        ((ObjectNode) parent).remove((String) step);
      }
    }

    private static ArrayNode list(JsonNode parent, Object step) {
      return (ArrayNode) (step instanceof Integer i ? parent.path(i) : parent.path((String) step));
    }
  }
}

package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What becomes of an object of {@code cluster.ray.io/v1}. */
public sealed interface Translation {

  /**
   * A cluster.
   *
   * @param object of {@code ray.io/v1}, with name, namespace, labels and annotations of its own and
   *     without an owner
   * @param notices what has no equal there, for people, each beginning with the field
   */
  record Translated(ObjectNode object, List<String> notices) implements Translation {

    public Translated {
      notices = List.copyOf(notices);
    }
  }

  /**
   * Not one.
   *
   * @param problems each beginning with the field
   */
  record Refused(List<String> problems) implements Translation {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}

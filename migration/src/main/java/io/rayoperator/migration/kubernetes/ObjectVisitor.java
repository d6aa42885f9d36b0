package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Gets objects one after the other. */
@FunctionalInterface
public interface ObjectVisitor {

  /**
   * Looks at an object.
   *
   * @param total how many there are in all, as far as the API server says
   */
  void visit(ObjectNode object, long total) throws IOException;
}

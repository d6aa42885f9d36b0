package io.rayoperator.conversion.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.conversion.json.TreePath;

/**
 * A field of the result that no field of the original says.
 *
 * @param field below {@code spec} of the result
 */
public record Addition(TreePath field, JsonNode value) {}

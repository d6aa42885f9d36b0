package io.rayoperator.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A write that the API server accepted.
 *
 * @param how the way and the version, for messages
 * @param revision of the object after it; one that changes nothing has that of the write before
 * @param meaning the fields that it gave a value, or took away (a missing node)
 */
record Write(String how, long revision, Map<Field, JsonNode> meaning) {}

/** From Java types to the schema of the API server: what the fabric8 generator cannot say. */
@NullMarked
package io.rayoperator.config.schema;

import org.jspecify.annotations.NullMarked;

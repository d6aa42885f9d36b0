/**
 * What the schema of the CustomResourceDefinition says beyond the annotations of the fabric8
 * generator.
 */
@NullMarked
package io.rayoperator.api.v1.schema;

import org.jspecify.annotations.NullMarked;

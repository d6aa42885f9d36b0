/** Defaults that the schema of the CustomResourceDefinition cannot give. Pure. */
@NullMarked
package io.rayoperator.api.v1.defaulting;

import org.jspecify.annotations.NullMarked;

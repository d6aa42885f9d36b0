/** The CustomResourceDefinition: what it is, and what it becomes. Pure. */
@NullMarked
package io.rayoperator.migration.definition;

import org.jspecify.annotations.NullMarked;

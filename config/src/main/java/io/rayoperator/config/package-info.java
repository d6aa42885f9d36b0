/**
 * Everything in {@code config/} that is generated from the API modules: the
 * CustomResourceDefinition and what is derived from it. {@link io.rayoperator.config.Generate}
 * writes the files, a test compares them.
 */
@NullMarked
package io.rayoperator.config;

import org.jspecify.annotations.NullMarked;

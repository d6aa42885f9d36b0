/**
 * The command {@code ray-operator}: the servers that run in a cluster ({@code manager}, {@code
 * webhook}) and the tools that users run on their manifests ({@code convert}, {@code validate}).
 */
@NullMarked
package io.rayoperator.cli;

import org.jspecify.annotations.NullMarked;

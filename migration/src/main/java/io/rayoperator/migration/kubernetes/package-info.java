/** Requests to the API server: the only package with a client. */
@NullMarked
package io.rayoperator.migration.kubernetes;

import org.jspecify.annotations.NullMarked;

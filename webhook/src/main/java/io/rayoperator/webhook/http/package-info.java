/** The TLS listener: routes, limits, and answers to what is no review. */
@NullMarked
package io.rayoperator.webhook.http;

import org.jspecify.annotations.NullMarked;

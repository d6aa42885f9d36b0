/**
 * Who owns which fields of an object, as the API server keeps it in {@code metadata.managedFields}
 * for those who apply on the server. Pure.
 */
@NullMarked
package io.rayoperator.webhook.ownership;

import org.jspecify.annotations.NullMarked;

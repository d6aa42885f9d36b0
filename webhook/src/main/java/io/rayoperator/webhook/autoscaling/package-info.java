/**
 * Respect for the autoscaler: whoever applies a manifest again does not undo what it has written.
 * Pure.
 */
@NullMarked
package io.rayoperator.webhook.autoscaling;

import org.jspecify.annotations.NullMarked;

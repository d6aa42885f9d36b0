/**
 * The rules that a RayCluster must keep to work, and the habits that it should keep.
 *
 * <p>Pure: an object in, all violations out, always in the same order. The webhook, the operator
 * and the command line ask the same rules. One class per group of rules; {@link
 * io.rayoperator.api.v1.validation.RayClusterValidator#rules()} lists them, and {@code
 * docs/validation-rules.md} is made from that list.
 */
@NullMarked
package io.rayoperator.api.v1.validation;

import org.jspecify.annotations.NullMarked;

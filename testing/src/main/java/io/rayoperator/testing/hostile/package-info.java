/**
 * Clients that do to a webhook server what they should not, and one beside them that shows whether
 * the server does its work meanwhile.
 */
@NullMarked
package io.rayoperator.testing.hostile;

import org.jspecify.annotations.NullMarked;

/**
 * Classes that informers keep. They bind any object the API server can hold, and keep no more of it
 * than decisions need: memory grows with the number of pods and clusters, not with their size.
 */
@NullMarked
package io.rayoperator.operator.kubernetes.cache;

import org.jspecify.annotations.NullMarked;

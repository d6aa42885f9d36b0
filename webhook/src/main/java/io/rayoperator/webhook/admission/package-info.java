/**
 * {@code /mutate} and {@code /validate}: AdmissionReviews of {@code admission.k8s.io/v1} for v1
 * RayClusters.
 *
 * <p>A request in v1alpha1 arrives converted (match policy Equivalent). {@code requestKind} says
 * so, and what is said to the user is said in the version and layout that the user wrote.
 */
@NullMarked
package io.rayoperator.webhook.admission;

import org.jspecify.annotations.NullMarked;

/**
 * Certificates without cert-manager: an authority of our own, the serving certificate, and their
 * rotation.
 *
 * <p>{@link io.rayoperator.webhook.selfmanaged.CertificateRotation} decides and is pure; {@link
 * io.rayoperator.webhook.selfmanaged.CertificateIssuer} issues, and is the only class that needs
 * Bouncy Castle; a {@link io.rayoperator.webhook.selfmanaged.CertificateVault} keeps what was
 * issued; a {@link io.rayoperator.webhook.selfmanaged.TrustPublisher} tells the API server whom to
 * trust.
 */
@NullMarked
package io.rayoperator.webhook.selfmanaged;

import org.jspecify.annotations.NullMarked;

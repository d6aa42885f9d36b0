/**
 * The serving certificate: read as one pair, verified, and replaced while requests run.
 *
 * <p>Whoever holds certificates is a {@link io.rayoperator.webhook.tls.CertificateSource}. {@link
 * io.rayoperator.webhook.tls.CertificateReloader} asks it again and again and puts what is good
 * into the {@link io.rayoperator.webhook.tls.CertificateStore}, which the TLS listener follows.
 */
@NullMarked
package io.rayoperator.webhook.tls;

import org.jspecify.annotations.NullMarked;

package io.rayoperator.webhook.selfmanaged;

import io.rayoperator.webhook.selfmanaged.IssuedCertificates.Successor;
import io.rayoperator.webhook.tls.KeyPairPem;
import io.rayoperator.webhook.tls.PemCertificates;
import io.rayoperator.webhook.tls.ServingCertificate;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what has to be issued. Pure but for the randomness of keys.
 *
 * <p>An authority is replaced in two steps, so that no handshake fails in between: first the API
 * server is told to trust the new one as well, and only when that has been so for a while does the
 * new one sign. A former authority stays trusted until it expires.
 */
final class CertificateRotation {

  private final CertificateIssuer issuer;
  private final CertificatePolicy policy;
  private final ServingNames names;

  CertificateRotation(CertificateIssuer issuer, CertificatePolicy policy, ServingNames names) {
    this.issuer = issuer;
    this.policy = policy;
    this.names = names;
  }

  /**
   * Returns what should be there now; the argument itself if that is all right.
   *
   * @param issued what there is, or null if there is nothing
   * @throws GeneralSecurityException if what there is cannot be read
   */
  IssuedCertificates next(@Nullable IssuedCertificates issued, Instant now)
      throws GeneralSecurityException {
    if (issued == null || Authority.parse(issued.signing()).hasExpired(now)) {
      return fromScratch(now);
    }
    return withGoodServing(withSuccessor(withPromotion(issued, now), now), now);
  }

  /** Notes that the API server trusts all of {@link IssuedCertificates#trusted}. */
  static IssuedCertificates published(IssuedCertificates issued, Instant now) {
    return issued.next() == null || issued.next().trustedSince() != null
        ? issued
        : issued.withNext(new Successor(issued.next().authority(), now), issued.trusted());
  }

  private IssuedCertificates fromScratch(Instant now) throws GeneralSecurityException {
    KeyPairPem signing = issuer.authority(now, policy.authorityValidity());
    return new IssuedCertificates(
        signing,
        null,
        PemCertificates.text(PemCertificates.parse(signing.certificate())),
        issuer.serving(Authority.parse(signing), names, now, policy.servingValidity()));
  }

  /** The next authority signs from now on, if it has been trusted for long enough. */
  private IssuedCertificates withPromotion(IssuedCertificates issued, Instant now)
      throws GeneralSecurityException {
    Successor next = issued.next();
    if (next == null
        || next.trustedSince() == null
        || now.isBefore(next.trustedSince().plus(policy.trustOverlap()))) {
      return issued;
    }
    return new IssuedCertificates(
        next.authority(),
        null,
        issued.trusted(),
        issuer.serving(Authority.parse(next.authority()), names, now, policy.servingValidity()));
  }

  /** There is a next authority, if a serving certificate of today would outlive the current one. */
  private IssuedCertificates withSuccessor(IssuedCertificates issued, Instant now)
      throws GeneralSecurityException {
    Instant end = Authority.parse(issued.signing()).notAfter();
    if (issued.next() != null || now.plus(policy.servingValidity()).isBefore(end)) {
      return issued;
    }
    KeyPairPem next = issuer.authority(now, policy.authorityValidity());
    List<X509Certificate> trusted = new ArrayList<>(PemCertificates.parse(next.certificate()));
    for (X509Certificate former : PemCertificates.parse(issued.trusted())) {
      if (now.isBefore(former.getNotAfter().toInstant())) {
        trusted.add(former);
      }
    }
    return issued.withNext(new Successor(next, null), PemCertificates.text(trusted));
  }

  private IssuedCertificates withGoodServing(IssuedCertificates issued, Instant now)
      throws GeneralSecurityException {
    Authority signing = Authority.parse(issued.signing());
    return isGood(issued.serving(), signing, now)
        ? issued
        : issued.withServing(issuer.serving(signing, names, now, policy.servingValidity()));
  }

  private boolean isGood(KeyPairPem pem, Authority signing, Instant now) {
    try {
      ServingCertificate serving = ServingCertificate.parse(pem);
      Instant renewal = serving.notAfter().minus(policy.servingValidity().dividedBy(3));
      return now.isBefore(renewal)
          && signing.signed(serving.leaf())
          && isForOurNames(serving.leaf());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean isForOurNames(X509Certificate certificate) throws GeneralSecurityException {
    Set<String> certified = new TreeSet<>();
    var alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      alternatives.forEach(alternative -> certified.add(String.valueOf(alternative.get(1))));
    }
    Set<String> wanted = new TreeSet<>(names.dnsNames());
    for (String address : names.ipAddresses()) {
      wanted.add(InetAddress.ofLiteral(address).getHostAddress());
    }
    return certified.equals(wanted);
  }
}

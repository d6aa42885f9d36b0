package io.rayoperator.webhook.selfmanaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.webhook.tls.PemCertificates;
import io.rayoperator.webhook.tls.ServingCertificate;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateRotationTest {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final CertificatePolicy POLICY =
      new CertificatePolicy(Duration.ofDays(100), Duration.ofDays(9), Duration.ofDays(2));

  private final CertificateRotation rotation = rotation(ServingNames.local());

  private static CertificateRotation rotation(ServingNames names) {
    return new CertificateRotation(new CertificateIssuer(new SecureRandom()), POLICY, names);
  }

  private static boolean trusts(String bundle, IssuedCertificates issued, Instant now)
      throws GeneralSecurityException {
    ServingCertificate serving = ServingCertificate.parse(issued.serving());
    serving.leaf().checkValidity(Date.from(now));
    for (X509Certificate trusted : PemCertificates.parse(bundle)) {
      Authority authority = new Authority(serving.key(), trusted);
      if (authority.signed(serving.leaf()) && !authority.hasExpired(now)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void firstCertificateIsForOurNamesAndTrusted() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    X509Certificate leaf = ServingCertificate.parse(issued.serving()).leaf();
    assertThat(leaf.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactlyInAnyOrder("localhost", "127.0.0.1");
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(START.plus(POLICY.servingValidity()));
    assertThat(trusts(issued.trusted(), issued, START)).isTrue();
  }

  @Test
  void nothingChangesBeforeItsTime() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    assertThat(rotation.next(issued, START.plus(Duration.ofDays(5)))).isEqualTo(issued);
  }

  @Test
  void servingCertificateIsReplacedWhenAThirdOfItsLifeIsLeft() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    Instant later = START.plus(Duration.ofDays(6)).plusSeconds(1);
    IssuedCertificates renewed = rotation.next(issued, later);
    assertThat(renewed.serving()).isNotEqualTo(issued.serving());
    assertThat(renewed.signing()).isEqualTo(issued.signing());
    assertThat(renewed.trusted()).isEqualTo(issued.trusted());
    assertThat(trusts(issued.trusted(), renewed, later)).isTrue();
  }

  @Test
  void whatAFastClockIssuesIsGoodForAllClocks() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    IssuedCertificates renewed = rotation.next(issued, START.plus(Duration.ofDays(7)));
    assertThat(trusts(issued.trusted(), renewed, START)).isTrue();
    assertThat(rotation.next(renewed, START)).as("nobody takes it back").isEqualTo(renewed);
    IssuedCertificates ofTomorrow = rotation.next(null, START.plus(Duration.ofHours(23)));
    assertThat(trusts(ofTomorrow.trusted(), ofTomorrow, START)).isTrue();
  }

  @Test
  void otherNamesAreANewServingCertificateOfTheSameAuthority() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    ServingNames names = new ServingNames(Set.of("a.b.svc"), Set.of("::1"));
    IssuedCertificates renamed = rotation(names).next(issued, START);
    assertThat(renamed.signing()).isEqualTo(issued.signing());
    assertThat(rotation(names).next(renamed, START)).isEqualTo(renamed);
  }

  @Test
  void damagedServingCertificateIsReplaced() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    IssuedCertificates other = rotation.next(null, START);
    assertThat(rotation.next(issued.withServing(other.serving()), START).serving())
        .isNotEqualTo(other.serving());
  }

  @Test
  void newAuthorityIsTrustedForAWhileBeforeItSigns() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    Instant end = START.plus(Duration.ofDays(91)).plusSeconds(1);
    IssuedCertificates prepared = rotation.next(issued, end);
    assertThat(prepared.next()).isNotNull();
    assertThat(prepared.signing()).isEqualTo(issued.signing());
    assertThat(PemCertificates.parse(prepared.trusted())).hasSize(2);

    Instant muchLater = end.plus(Duration.ofDays(1));
    assertThat(rotation.next(prepared, muchLater).signing())
        .as("while the API server has not been told")
        .isEqualTo(issued.signing());

    IssuedCertificates told = CertificateRotation.published(prepared, muchLater);
    assertThat(rotation.next(told, muchLater.plus(Duration.ofDays(1))).signing())
        .isEqualTo(issued.signing());

    IssuedCertificates promoted = rotation.next(told, muchLater.plus(Duration.ofDays(2)));
    assertThat(promoted.signing()).isNotEqualTo(issued.signing());
    assertThat(promoted.next()).isNull();
    assertThat(promoted.trusted()).isEqualTo(prepared.trusted());
  }

  @Test
  void everythingIsNewAfterALongAbsence() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    Instant late = START.plus(Duration.ofDays(400));
    IssuedCertificates fresh = rotation.next(issued, late);
    assertThat(fresh.signing()).isNotEqualTo(issued.signing());
    assertThat(PemCertificates.parse(fresh.trusted())).hasSize(1);
    assertThat(trusts(fresh.trusted(), fresh, late)).isTrue();
  }

  @Test
  void callerThatHearsOfNewAuthoritiesADayLateTrustsEveryCertificateOfTwoYears() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    String heard = issued.trusted();
    Set<String> bundles = new HashSet<>();
    for (int day = 0; day < 730; day++) {
      Instant now = START.plus(Duration.ofDays(day));
      issued = rotation.next(issued, now);
      assertThat(trusts(heard, issued, now)).as("at %s", now).isTrue();
      issued = CertificateRotation.published(issued, now);
      heard = issued.trusted();
      bundles.add(heard);
      assertThat(PemCertificates.parse(heard)).hasSizeLessThanOrEqualTo(2);
    }
    assertThat(bundles).hasSizeGreaterThan(6);
  }

  @Test
  void filesComeBackAsTheyWere() throws Exception {
    IssuedCertificates issued = rotation.next(null, START);
    IssuedCertificates prepared = rotation.next(issued, START.plus(Duration.ofDays(92)));
    IssuedCertificates told = CertificateRotation.published(prepared, START);
    for (IssuedCertificates each : new IssuedCertificates[] {issued, prepared, told}) {
      assertThat(CertificateFiles.read(CertificateFiles.write(each))).isEqualTo(each);
    }
  }
}

package io.rayoperator.operator.model.cluster;

import io.rayoperator.api.v1.AuthOptions;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.TlsOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields that this version does not act on, and without which a cluster would be less safe than its
 * user believes: open, unencrypted, or without its state after a crash. Such a cluster is not
 * built.
 */
public final class UnsupportedFields {

  private UnsupportedFields() {}

  /** Paths of those that are used; usually none. */
  public static List<String> of(RayClusterSpec spec) {
    List<String> used = new ArrayList<>();
    AuthOptions auth = spec.getAuthOptions();
    if (auth != null && AuthOptions.TOKEN.equals(auth.getMode())) {
      used.add("spec.authOptions");
    }
    TlsOptions tls = spec.getTlsOptions();
    if (tls != null && Absent.asFalse(tls.getEnabled())) {
      used.add("spec.tlsOptions");
    }
    if (spec.getNetworkPolicy() != null) {
      used.add("spec.networkPolicy");
    }
    if (spec.getGcsFaultToleranceOptions() != null) {
      used.add("spec.gcsFaultToleranceOptions");
    }
    return used;
  }
}

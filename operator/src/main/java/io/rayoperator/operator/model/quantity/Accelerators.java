package io.rayoperator.operator.model.quantity;

import java.util.Map;
import java.util.regex.Pattern;

/** Which Kubernetes resources are accelerators, and what Ray calls them (KubeRay contract §2.4). */
public final class Accelerators {

  /** Kubernetes resource of Google's TPUs. */
  public static final String TPU = "google.com/tpu";

  /** Ray's names of accelerators that are not GPUs, by Kubernetes resource. */
  public static final Map<String, String> RAY_RESOURCES =
      Map.of("aws.amazon.com/neuroncore", "neuron_cores", TPU, "TPU");

  private static final Pattern NVIDIA_MIG = Pattern.compile(".*nvidia\\.com/mig-\\d+g\\.\\d+gb");

  private Accelerators() {}

  /** Whether Ray counts this Kubernetes resource as GPUs. */
  public static boolean isGpu(String resource) {
    return resource.endsWith("gpu") || NVIDIA_MIG.matcher(resource).matches();
  }
}

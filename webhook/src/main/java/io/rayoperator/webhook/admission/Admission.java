package io.rayoperator.webhook.admission;

/** Decides on requests. Pure. */
@FunctionalInterface
interface Admission {

  AdmissionAnswer decide(AdmissionRequest request);
}

package io.rayoperator.operator.config;

/** By which kind of object heads are reached from outside (KubeRay contract §4). */
public enum Exposure {
  /** By an Ingress of Kubernetes. */
  INGRESS,
  /** By a Route of OpenShift. */
  ROUTE,
  /** The API server knows neither. */
  NONE
}

package io.rayoperator.api.v1.validation;

/**
 * Rules about what is made from the spec: pods, Services, an Ingress. Whoever breaks one of them is
 * refused that object alone, by the API server, the kubelet or Ray, and not the whole cluster.
 */
interface ChildRuleGroup extends RuleGroup {}

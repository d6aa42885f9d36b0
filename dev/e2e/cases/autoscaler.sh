# shellcheck shell=bash
# Sourced by e2e: the real Ray autoscaler, both of its versions through both versions of the API.

case_of autoscaler-v2-v1 "Ray autoscaler v2 through ray.io/v1: 0, 3, 0 workers"
case_autoscaler_v2_v1() {
  autoscaling_case v2 v1
}

case_of autoscaler-v1-v1alpha1 "Ray autoscaler v1 through ray.io/v1alpha1: 0, 3, 0 workers"
case_autoscaler_v1_v1alpha1() {
  autoscaling_case v1 v1alpha1
}

case_of autoscaler-v2-v1alpha1 "Ray autoscaler v2 through ray.io/v1alpha1: 0, 3, 0 workers"
case_autoscaler_v2_v1alpha1() {
  autoscaling_case v2 v1alpha1
}

case_of autoscaler-v1-v1 "Ray autoscaler v1 through ray.io/v1: 0, 3, 0 workers"
case_autoscaler_v1_v1() {
  autoscaling_case v1 v1
}

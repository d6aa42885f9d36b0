package io.rayoperator.config.contract;

import io.rayoperator.config.contract.Promise.Result;
import java.util.List;

/** All that the two guides of the Python operator promise, in their order. */
final class Promises {

  private static final List<Promise> ALL =
      List.of(
          same("003-1", "One operator manages many Ray clusters of a Kubernetes cluster"),
          same("003-2", "Chart, `operatorOnly`: an operator without a cluster"),
          same(
              "003-3",
              "Chart, `clusterOnly`: a cluster without an operator",
              "with `operatorOnly` too, which gave nothing, it is refused"),
          same(
              "003-4",
              "`helm -n ray install example-cluster --create-namespace ./ray` installs an operator and a cluster",
              "`helm/ray`; Deployment `ray-operator` in `default`"),
          same(
              "003-5", "A second release with `clusterOnly=true` is managed by the first operator"),
          same(
              "003-6",
              "An operator and two clusters as releases of their own; uninstalling one leaves the others"),
          same(
              "003-7",
              "The operator's log has the autoscaling log of all its clusters",
              "the lines of the autoscalers' pods, and the operator's own"),
          same(
              "003-8",
              "Each of its lines begins with `<cluster name>,<namespace>`",
              "and a colon; also those of a stack trace"),
          same(
              "003-9",
              "The operator's pod is found by the label `cluster.ray.io/component=operator`"),
          same(
              "003-10",
              "The operator serves all namespaces, unless told otherwise",
              "also those that come later"),
          same("003-11", "`operatorNamespace` places the operator; else `default`"),
          same(
              "003-12",
              "`namespacedOperator=True`: the operator serves the namespace of its release alone",
              "with a Role and no ClusterRole"),
          other(
              "003-13",
              "Operators of both scopes must not run together",
              "they may: that of all namespaces leaves alone those with an operator of their own, and says so"),
          same(
              "003-14",
              "`minWorkers` and `maxWorkers` bound the workers of a type",
              "with the autoscaler's wishes made by the test; with real Ray: `make e2e`"),
          same(
              "003-15",
              "These and others can be changed with `helm upgrade`, without restarting Ray"),
          same(
              "003-16",
              "The other values of the chart configure the pods",
              "value by value as the last published chart; `numCPU` and `numGPU` of the first one, too"),
          same(
              "003-17",
              "Without Helm: an operator of all namespaces, or one of a namespace, from manifests"),
          same(
              "003-18",
              "Ray is restarted when its head is lost or changed, workers are replaced when their type changes; columns STATUS and RESTARTS"),
          same("004-1", "All that users do is done through Kubernetes, without Ray on their side"),
          same(
              "004-2",
              "The resource resembles the file of the cluster launcher",
              "the published manifests are accepted under strict validation, and kept as they are"),
          other(
              "004-3",
              "The autoscaler runs in the operator's pod, not on the head",
              "not on the head, and with no rights there; but in a Deployment of its own for each cluster, since it has to be of the"
                  + " cluster's version of Ray"),
          same("004-4", "Several clusters in the operator's namespace"),
          other(
              "004-5",
              "Needs Kubernetes 1.17 or newer",
              "1.30 or newer: the definition of `ray.io` needs what came with it"),
          other(
              "004-6",
              "The examples need six pods, 6 CPU and 3.5Gi in all",
              "no more CPU and no more memory; but each cluster has one pod more, its autoscaler's, which requests nothing"),
          same(
              "004-7",
              "`kubectl apply -f cluster_crd.yaml` creates the definition",
              "and that of `ray.io`, in which these clusters run"),
          same("004-8", "Any namespace, old or new"),
          same(
              "004-9",
              "`kubectl -n ray apply -f operator.yaml` creates a ServiceAccount, a Role, a RoleBinding and `pod/ray-operator-pod`"),
          same(
              "004-10",
              "The rights in that file suffice",
              "nothing is forbidden to the operator while it serves a cluster"),
          same(
              "004-11",
              "`kubectl apply -f example_cluster.yaml` says `raycluster.cluster.ray.io/example-cluster created`, and the operator launches it"),
          same("004-12", "`minWorkers: 2` gives a head and two workers at launch"),
          same(
              "004-13",
              "Pods `example-cluster-ray-head-xxxxx`, `example-cluster-ray-worker-xxxxx`, 1/1, the head first"),
          same("004-14", "A second cluster in the namespace, `kubectl get rayclusters` lists both"),
          same(
              "004-15",
              "Ray programs run on the clusters",
              "with commands that a shell runs here (`StartScriptTest`); with real Ray: `make e2e`"),
          same(
              "004-16",
              "The operator's log has the autoscaling logs, each line begins `<cluster>:`"),
          same(
              "004-17",
              "They tell nodes, idle seconds, resources, worker types, demands and requests",
              "in the same words; Ray's second autoscaler tells no idle times, usage and demands"),
          same("004-18", "A cluster is updated by editing its manifest and applying it again"),
          same(
              "004-19",
              "Other metadata (`try: again`) restarts Ray with the same configuration",
              "keys of tools do not count"),
          same(
              "004-20",
              "Editing and applying again restarts Ray (\"may be modified\")",
              "what need not restart does not"),
          other(
              "004-21",
              "A new operator pod restarts Ray on all clusters (\"may be modified\")",
              "restarts nothing, as the Python operator itself from Ray 1.4 on"),
          same("004-22", "Clusters are deleted by name or by file; others stay"),
          same("004-23", "Deleting the operator's file removes it", "nothing is left"),
          same(
              "004-24",
              "The definition can be deleted; to use the operator again, apply it again",
              "also while the operator runs"),
          same("004-25", "`rayResources` reach Ray"),
          same(
              "004-26",
              "`setupCommands` run on workers, before Ray starts",
              "in a shell: `StartScriptTest`"));

  private Promises() {}

  static List<Promise> all() {
    return ALL;
  }

  private static Promise same(String id, String claim) {
    return same(id, claim, "");
  }

  private static Promise same(String id, String claim, String note) {
    return new Promise(id, claim, Result.AS_PROMISED, note);
  }

  private static Promise other(String id, String claim, String note) {
    return new Promise(id, claim, Result.IN_ANOTHER_WAY, note);
  }
}

package io.rayoperator.config.contract;

import java.util.ArrayList;
import java.util.List;

/** The cases of KubeRay's own tests that concern RayClusters (KubeRay contract §17). */
final class Cases {

  private static final String AUTHENTICATION = "Authentication";
  private static final String FAULT_TOLERANCE = "GCS fault tolerance";
  private static final String TLS = "TLS";
  private static final String NETWORK_POLICY = "Network policies";

  private static final List<CaseGroup> ALL =
      List.of(
          group("17.1", "Clusters from end to end")
              .add(1, "A cluster of the operator's own becomes ready")
              .add(2, "A cluster of another controller gets no status")
              .add(3, "The manager of a cluster cannot be changed")
              .add(4, "A manager that nobody knows is refused")
              .add(5, "The conditions of a new cluster become true")
              .add(6, "A cluster is suspended")
              .add(7, "A suspended cluster is resumed")
              .add(8, "A quota that is too small is told as a failure")
              .add(9, "Scale-down deletes one pod although its finalizer holds it")
              .add(10, "Recreate replaces the head and keeps the number of workers")
              .missing(11, "Token authentication reaches all Ray containers", AUTHENTICATION)
              .missing(12, "A job with the token runs", AUTHENTICATION)
              .missing(13, "A job with a wrong token is refused", AUTHENTICATION)
              .missing(14, "An actor survives the GCS and the head", FAULT_TOLERANCE)
              .missing(15, "Redis is empty after the cluster", FAULT_TOLERANCE)
              .missing(16, "Redis without a password", FAULT_TOLERANCE)
              .missing(17, "Redis with a password, given in three ways", FAULT_TOLERANCE)
              .missing(18, "The cleanup of a cluster with a long name", FAULT_TOLERANCE)
              .missing(19, "Redis by annotation", FAULT_TOLERANCE)
              .missing(20, "Redis by annotation, with a storage namespace", FAULT_TOLERANCE)
              .missing(21, "RocksDB on a volume", FAULT_TOLERANCE)
              .missing(22, "The volume goes with the cluster", FAULT_TOLERANCE)
              .missing(23, "An actor on RocksDB survives the head", FAULT_TOLERANCE)
              .add(24, "Workers are numbered from zero")
              .add(25, "The replacement of a worker gets its number")
              .add(26, "A worker that is added gets the next number")
              .add(27, "Multi-host replicas have one number, their hosts one each")
              .add(28, "Scale-down takes a whole multi-host replica")
              .add(29, "Scale-up adds whole multi-host replicas")
              .add(30, "A multi-host replica that lost a pod is made anew")
              .missing(31, "A cluster with TLS becomes ready", TLS)
              .missing(32, "Certificates are in their Secrets", TLS)
              .missing(33, "Ray containers know their certificates", TLS)
              .missing(34, "A job runs over TLS", TLS)
              .missing(35, "Without TLS there is nothing of it", TLS)
              .missing(36, "Worker groups share a certificate", TLS)
              .missing(37, "Certificates go with the cluster", TLS)
              .missing(38, "The autoscaler knows the certificate", TLS)
              .missing(39, "The wait for the GCS knows the certificate", TLS),
          group("17.2", "With the autoscaler, in both versions of the API")
              .add(40, "Workers come with demand one by one, and go one by one")
              .add(41, "GPUs that only Ray's parameters name")
              .add(42, "TPU slices of one host and of four, down to no maximum")
              .add(43, "Custom resources")
              .add(44, "A burst fills a group up to its maximum")
              .add(45, "A raised minimum is reached without the autoscaler")
              .add(46, "A changed maximum is followed up and down")
              .add(47, "Groups with idle timeouts of their own")
              .add(48, "Demand that only a GPU group can serve")
              .add(49, "Idle workers that a placement group needs stay")
              .add(50, "Demand by the SDK")
              .add(51, "A group that is added to a live cluster takes part")
              .add(52, "Pods of placement groups are replaced when they are deleted")
              .missing(53, "Scaling before and after a new head", FAULT_TOLERANCE)
              .add(54, "Conservative upscaling"),
          group("17.5", "Single rules")
              .add(73, "Sidecars of the configuration are the last containers")
              .add(74, "Deleted workers return, the maximum holds")
              .add(75, "Labels of templates, and the address of a headless Service")
              .add(76, "The autoscaler's rights; pods are deleted by name")
              .add(77, "Suspend and resume, with conditions and without")
              .add(78, "A suspension that has begun is completed first")
              .add(79, "A suspended group loses its workers only")
              .add(80, "Multi-host replicas with the autoscaler")
              .add(81, "The namespace of a template means nothing")
              .add(82, "Resources that are only limits are counted")
              .add(83, "Provisioned stays when pods are not ready any more")
              .add(84, "A pod that the API server refuses is told as a failure")
              .add(85, "Services of a cluster with the longest name")
              .add(86, "Probes follow the ports that the user chose")
              .add(87, "Only pods of Ray are cached")
              .missing(88, "A finalizer that got stuck is removed in time", FAULT_TOLERANCE)
              .add(89, "Names of pods to delete that do not exist")
              .add(90, "Pods at their end are replaced in the next look")
              .add(91, "Pods whose Ray container ended, by restart policy")
              .add(92, "More than one head Service, or none")
              .add(93, "Ready needs all pods, and stays")
              .add(94, "Ingress: of others, drift, class, path")
              .missing(95, "The volume of the GCS and the cleanup of Redis", FAULT_TOLERANCE)
              .add(96, "A cluster of others causes no work")
              .missing(97, "Network policies", NETWORK_POLICY)
              .missing(98, "Certificates", TLS)
              .add(99, "Names that admission refuses"));

  private Cases() {}

  static List<CaseGroup> groups() {
    return ALL;
  }

  static List<Case> all() {
    return ALL.stream().flatMap(group -> group.cases().stream()).toList();
  }

  private static CaseGroup group(String section, String title) {
    return new CaseGroup(section, title, List.of());
  }

  /**
   * Cases of one kind.
   *
   * @param section of the contract
   */
  record CaseGroup(String section, String title, List<Case> cases) {

    CaseGroup add(int number, String caseTitle) {
      return missing(number, caseTitle, "");
    }

    CaseGroup missing(int number, String caseTitle, String feature) {
      List<Case> more = new ArrayList<>(cases);
      more.add(new Case(number, caseTitle, feature));
      return new CaseGroup(section, title, List.copyOf(more));
    }
  }
}

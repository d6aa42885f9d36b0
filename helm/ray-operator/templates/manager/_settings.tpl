{{/* The operator takes its settings from flags or from a file: what one says, the other has to say, too. */}}
{{- define "ray-operator.args" -}}
- manager
{{- with .Values.logging }}
{{- if ne .stdoutEncoder "json" }}
- --log-stdout-encoder={{ .stdoutEncoder }}
{{- end }}
{{- if and .baseDir .fileName (ne .fileEncoder "json") }}
- --log-file-encoder={{ .fileEncoder }}
{{- end }}
{{- end }}
{{- with .Values.featureGates }}
{{- $gates := list }}
{{- range . }}
{{- $gates = append $gates (printf "%s=%t" .name .enabled) }}
{{- end }}
- --feature-gates={{ join "," $gates }}
{{- end }}
{{- if .Values.configuration.enabled }}
- --config=/etc/kuberay/config.yaml
{{- else }}
{{- if include "ray-operator.secureMetrics" . }}
- --metrics-addr=127.0.0.1:8080
{{- end }}
{{- with include "ray-operator.logFile" . }}
- --log-file-path={{ . }}
{{- end }}
{{- with include "ray-operator.watchNamespace" . }}
- --watch-namespace={{ . }}
{{- end }}
{{- if not .Values.leaderElectionEnabled }}
- --enable-leader-election=false
{{- end }}
{{- if .Values.metrics.enabled }}
- --enable-metrics
{{- end }}
{{- with .Values.reconcileConcurrency }}
- --reconcile-concurrency={{ int . }}
{{- end }}
{{- with .Values.kubeClient.qps }}
- --qps={{ . }}
{{- end }}
{{- with .Values.kubeClient.burst }}
- --burst={{ int . }}
{{- end }}
{{- if .Values.batchScheduler.name }}
- --batch-scheduler={{ .Values.batchScheduler.name }}
{{- else if .Values.batchScheduler.enabled }}
- --enable-batch-scheduler
{{- end }}
{{- end }}
{{- if include "ray-operator.secureMetrics" . }}
- --secure-metrics-addr=:8443
{{- end }}
{{- if and .Values.legacyClusters.enabled (not .Values.configuration.enabled) }}
- --legacy-clusters
{{- end }}
{{- end }}

{{- define "ray-operator.configuration" -}}
apiVersion: config.ray.io/v1alpha1
kind: Configuration
enableLeaderElection: {{ .Values.leaderElectionEnabled }}
enableMetrics: {{ .Values.metrics.enabled }}
{{- if .Values.legacyClusters.enabled }}
legacyClusters: true
{{- end }}
{{- if include "ray-operator.secureMetrics" . }}
metricsAddr: 127.0.0.1:8080
{{- end }}
{{- with include "ray-operator.logFile" . }}
logFile: {{ . }}
{{- end }}
{{- with include "ray-operator.watchNamespace" . }}
watchNamespace: {{ . | quote }}
{{- end }}
{{- with .Values.reconcileConcurrency }}
reconcileConcurrency: {{ int . }}
{{- end }}
{{- with .Values.kubeClient.qps }}
qps: {{ . }}
{{- end }}
{{- with .Values.kubeClient.burst }}
burst: {{ int . }}
{{- end }}
{{- if .Values.batchScheduler.name }}
batchScheduler: {{ .Values.batchScheduler.name }}
{{- else if .Values.batchScheduler.enabled }}
enableBatchScheduler: true
{{- end }}
{{- range $field := list "defaultContainerEnvs" "defaultPodAnnotations" "defaultPodLabels" "headSidecarContainers" "workerSidecarContainers" }}
{{- with index $.Values.configuration $field }}
{{ $field }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

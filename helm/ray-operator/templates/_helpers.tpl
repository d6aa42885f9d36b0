{{- define "ray-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 44 | trimSuffix "-" }}
{{- end }}

{{/* Leaves room for the longest suffix, -controller-manager, in 63 characters. */}}
{{- define "ray-operator.fullname" -}}
{{- $name := include "ray-operator.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 44 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 44 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 44 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "ray-operator.manager" -}}
{{ include "ray-operator.fullname" . }}-controller-manager
{{- end }}

{{- define "ray-operator.webhook" -}}
{{ include "ray-operator.fullname" . }}-webhook-server
{{- end }}

{{- define "ray-operator.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/name: {{ include "ray-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "ray-operator.managerSelector" -}}
app.kubernetes.io/name: {{ include "ray-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: {{ default "controller-manager" .Values.componentOverride }}
{{- end }}

{{- define "ray-operator.webhookSelector" -}}
app.kubernetes.io/name: {{ include "ray-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: webhook-server
{{- end }}

{{- define "ray-operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "ray-operator.manager" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* KubeRay's image has other commands: a values file of its chart names it easily by mistake. */}}
{{- define "ray-operator.image" -}}
{{- if hasSuffix "kuberay/operator" .repository }}
{{- fail (printf "image.repository: %s is KubeRay's operator, which this chart cannot run; name an image of ray-operator" .repository) }}
{{- end }}
{{- printf "%s:%s" .repository .tag }}
{{- end }}

{{- define "ray-operator.managerImage" -}}
{{- include "ray-operator.image" (dict "repository" .Values.image.repository "tag" (default .Chart.AppVersion .Values.image.tag)) }}
{{- end }}

{{- define "ray-operator.webhookImage" -}}
{{- include "ray-operator.image" (dict
  "repository" (default .Values.image.repository .Values.webhook.image.repository)
  "tag" (default (default .Chart.AppVersion .Values.image.tag) .Values.webhook.image.tag)) }}
{{- end }}

{{/* Namespaces to serve, separated by commas; empty for all. */}}
{{- define "ray-operator.watchNamespace" -}}
{{- if .Values.watchNamespace }}
{{- join "," .Values.watchNamespace }}
{{- else if .Values.singleNamespaceInstall }}
{{- .Release.Namespace }}
{{- end }}
{{- end }}

{{- define "ray-operator.logFile" -}}
{{- with .Values.logging }}
{{- if and .baseDir .fileName }}
{{- printf "%s/%s" (trimSuffix "/" .baseDir) .fileName }}
{{- end }}
{{- end }}
{{- end }}

{{- define "ray-operator.webhookSecret" -}}
{{- with .Values.webhook }}
{{- if .certManager.enabled }}
{{- if or .existingSecret .caBundle }}
{{- fail "webhook.existingSecret and webhook.caBundle need webhook.certManager.enabled=false: there can be one certificate" }}
{{- end }}
{{- include "ray-operator.webhook" $ }}-certificate
{{- else }}
{{- required "webhook.existingSecret is needed without webhook.certManager.enabled: the Secret with tls.crt and tls.key" .existingSecret }}
{{- end }}
{{- end }}
{{- end }}

{{/* How the API server reaches the webhook server, and whom it trusts: the argument is a list of root and path. */}}
{{- define "ray-operator.clientConfig" -}}
{{- $root := index . 0 -}}
service:
  namespace: {{ $root.Release.Namespace }}
  name: {{ include "ray-operator.webhook" $root }}
  path: {{ index . 1 }}
  port: 443
{{- with $root.Values.webhook }}
{{- if and .enabled (not .certManager.enabled) }}
caBundle: {{ required "webhook.caBundle is needed without webhook.certManager.enabled: certificates of the authority (PEM)" .caBundle | b64enc }}
{{- end }}
{{- end }}
{{- end }}

{{- define "ray-operator.caInjection" -}}
{{- if and .Values.webhook.enabled .Values.webhook.certManager.enabled -}}
cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/{{ include "ray-operator.webhook" . }}
{{- end }}
{{- end }}

{{- define "ray-operator.webhookPriority" -}}
{{- with .Values.webhook.priorityClass }}
{{- .name | default (ternary (include "ray-operator.webhook" $) "" .create) }}
{{- end }}
{{- end }}

{{/* Whether metrics are guarded: "true" or nothing. Without a ClusterRole nobody can be asked who may read them. */}}
{{- define "ray-operator.secureMetrics" -}}
{{- if and .Values.metrics.secure.enabled (not .Values.singleNamespaceInstall) }}true{{ end }}
{{- end }}

{{/* Whether cert-manager issues a certificate for them: its issuer is there for the webhook server. */}}
{{- define "ray-operator.metricsCertificate" -}}
{{- if and (include "ray-operator.secureMetrics" .) .Values.webhook.enabled .Values.webhook.certManager.enabled }}true{{ end }}
{{- end }}

{{/* The Service of the metrics of the server that is named by the argument, which may be too long for 16 characters more. */}}
{{- define "ray-operator.metricsService" -}}
{{ . | trunc 47 | trimSuffix "-" }}-metrics-service
{{- end }}

{{- define "ray-operator.metricsMount" -}}
- name: metrics-certificate
  mountPath: /metrics-certificates
  readOnly: true
{{- end }}

{{- define "ray-operator.metricsVolume" -}}
- name: metrics-certificate
  # Without it, such as without cert-manager, the server issues itself one.
  secret:
    secretName: {{ include "ray-operator.fullname" . }}-metrics-certificate
    optional: true
{{- end }}

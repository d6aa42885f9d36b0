{{/* "true" or nothing. `--set namespacedOperator=True`, as the guides have it, is a string for Helm. */}}
{{- define "ray.isTrue" -}}
{{- if eq (lower (toString .)) "true" }}true{{ end }}
{{- end }}

{{- define "ray.hasCluster" -}}
{{- if not (include "ray.isTrue" .Values.operatorOnly) }}true{{ end }}
{{- end }}

{{- define "ray.hasOperator" -}}
{{- if not (include "ray.isTrue" .Values.clusterOnly) }}true
{{- else if include "ray.isTrue" .Values.operatorOnly }}
{{- fail "operatorOnly and clusterOnly exclude each other: nothing would be installed" }}
{{- end }}
{{- end }}

{{- define "ray.operatorNamespace" -}}
{{- if include "ray.isTrue" .Values.namespacedOperator }}
{{- .Release.Namespace }}
{{- else }}
{{- default "default" .Values.operatorNamespace }}
{{- end }}
{{- end }}

{{/* Values files of the former chart name an image of Ray, which was the operator, too. */}}
{{- define "ray.isRayImage" -}}
{{- if regexMatch "(^|/)rayproject/ray(-ml)?([:@]|$)" (default "" .Values.operatorImage) }}true{{ end }}
{{- end }}

{{- define "ray.operatorImage" -}}
{{- if or (not .Values.operatorImage) (include "ray.isRayImage" .) }}
{{- printf "ray-operator:%s" .Chart.AppVersion }}
{{- else }}
{{- .Values.operatorImage }}
{{- end }}
{{- end }}

{{/* Every type may reach its own limit. */}}
{{- define "ray.maxWorkers" -}}
{{- $total := 0 }}
{{- range .Values.podTypes }}
{{- $total = add $total (int (default 0 .maxWorkers)) }}
{{- end }}
{{- $total }}
{{- end }}

{{- define "ray.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

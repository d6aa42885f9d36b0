{{/* The operator's pod: that of config/python; a test compares. The argument has root and namespaced. */}}
{{- define "ray.operatorPod" -}}
serviceAccountName: ray-operator-serviceaccount
securityContext:
  runAsNonRoot: true
  seccompProfile:
    type: RuntimeDefault
containers:
  - name: ray
    image: {{ include "ray.operatorImage" .root }}
    args:
      - manager
      - --legacy-clusters
      - --metrics-addr=127.0.0.1:8080
      - --log-stdout-encoder=console
      {{- if .namespaced }}
      - --watch-namespace=$(RAY_OPERATOR_POD_NAMESPACE)
    env:
      - name: RAY_OPERATOR_POD_NAMESPACE
        valueFrom:
          fieldRef:
            fieldPath: metadata.namespace
      {{- end }}
    ports:
      - name: health
        containerPort: 8082
    startupProbe:
      httpGet:
        path: /healthz
        port: health
      periodSeconds: 1
      failureThreshold: 60
    livenessProbe:
      httpGet:
        path: /healthz
        port: health
      periodSeconds: 20
    readinessProbe:
      httpGet:
        path: /readyz
        port: health
      periodSeconds: 10
    resources:
      requests:
        cpu: 100m
        memory: 512Mi
      limits:
        memory: 512Mi
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    volumeMounts:
      - name: tmp
        mountPath: /tmp
volumes:
  - name: tmp
    emptyDir: {}
terminationGracePeriodSeconds: 30
{{- end }}

{{- define "shop.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/part-of: shop
app.kubernetes.io/version: {{ .root.Values.image.tag | quote }}
{{- end }}

{{- define "shop.image" -}}
image: {{ printf "%s/%s:%s" .root.Values.image.repository .name .root.Values.image.tag | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
{{- end }}

{{- define "shop.databaseUrl" -}}
- name: POSTGRES_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.postgres.secret }}
      key: password
- name: DATABASE_URL
  value: "postgres://shop:$(POSTGRES_PASSWORD)@{{ .root.Values.postgres.host }}:5432/{{ .database }}"
{{- end }}

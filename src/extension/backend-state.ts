export type BackendState = { readonly kind: 'starting' } | { readonly kind: 'running' } | { readonly kind: 'down'; readonly why: string };

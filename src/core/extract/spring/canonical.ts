/** One spelling for what Spring's relaxed binding takes for the same property: `base-url`, `baseUrl`, `base_url`; `SPRING_REDIS_HOST` for `spring.redis.host`. */
export function canonical(name: string): string {
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) return name.toLowerCase().replace(/_+/g, '.');
  return name.replace(/[-_"']/g, '').toLowerCase();
}

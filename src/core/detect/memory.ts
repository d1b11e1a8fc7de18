const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1024,
  ki: 1024,
  m: 1000 ** 2,
  mb: 1024 ** 2,
  mi: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1024 ** 3,
  gi: 1024 ** 3,
};

/** `512m`, `1g` as Docker and Java count: in powers of 1024. */
export function dockerBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]?)b?$/i.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase());
}

/** `512Mi`, `1G` as Kubernetes counts. */
export function clusterBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([kmg]i?)?$/i.exec(text.trim()) ?? [];
  const each = UNITS[unit.toLowerCase()];
  return digits === undefined || each === undefined ? undefined : Number(digits) * each;
}

export const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MiB`;

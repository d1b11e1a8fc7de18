import { fields, type Fields } from '../compose-document.ts';
import { scalar } from './objects.ts';

/** Limits of a container as compose writes them. A limit of more processors than one is none: this machine may have fewer. */
export function limitsOf(container: Fields): Fields | undefined {
  const { cpu, memory } = fields(fields(container['resources'])['limits']);
  const [cpus, bytes] = [quantity(scalar(cpu)), quantity(scalar(memory))];
  const limits = {
    ...(cpus !== undefined && cpus >= 0.01 && cpus <= 1 && { cpus: String(Math.round(cpus * 1000) / 1000) }),
    ...(bytes !== undefined && bytes >= LEAST_MEMORY && { memory: String(Math.round(bytes)) }),
  };
  return Object.keys(limits).length === 0 ? undefined : limits;
}

/** With less the engine starts nothing. */
const LEAST_MEMORY = 6 * 1024 * 1024;

const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `500m`, `128Mi`, `1e9`. */
export function quantity(written: string | undefined): number | undefined {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*(m|k|M|G|T|Ki|Mi|Gi|Ti)?\s*$/.exec(written ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * FACTORS[unit]!;
}

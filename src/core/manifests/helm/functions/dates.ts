import { TemplateError } from '../value.ts';
import type { GoFunction, GoObject, GoString, GoValue } from '../value.ts';
import { durationOf, roundText, SECOND, secondsText } from './durations.ts';
import { takes, typeName } from './signature.ts';
import { intFrom, originsIn, standIn, textFrom } from './text.ts';
import { calendarOf, instantOf, monthName, timeOf, timeText, weekdayOf } from './time-layout.ts';
import type { Instant } from './time-layout.ts';

const CLOCK = 'It is the time of the rendering, or made from it.';
/** What stands for now: a time like any other, always the same. */
const NOW: Instant = instantOf({ year: 2000, month: 1, day: 1, hour: 0, minute: 0, second: 0 });
const ZERO_TIME: Instant = instantOf({ year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0 });

/** A time with whether it is only a stand-in. Templates cannot name the empty field in which an object keeps it. */
interface Moment {
  readonly at: Instant;
  readonly unknown: boolean;
  readonly from: GoValue;
}

const HIDDEN = '';

function momentText(layout: string, moment: Moment, ...from: readonly GoValue[]): GoString {
  const text = timeText(layout, moment.at);
  return moment.unknown ? standIn(text, CLOCK, moment.from, ...from) : textFrom(text, moment.from, ...from);
}

function timeObject(at: Instant, unknown: boolean, ...from: readonly GoValue[]): GoObject {
  const origins = originsIn(...from);
  const exact = textFrom(`${at.seconds} ${at.nanoseconds}`, ...from);
  const kept: GoString = unknown ? { ...exact, unknown: CLOCK } : exact;
  const moment: Moment = { at, unknown, from: kept };
  const calendar = calendarOf(at);
  const number = (value: number) => () => intFrom(value, kept);
  const word = (value: string) => () => (unknown ? standIn(value, CLOCK, kept) : textFrom(value, kept));
  return {
    kind: 'object',
    type: 'time.Time',
    fields: new Map([[HIDDEN, kept]]),
    methods: new Map<string, (args: readonly GoValue[]) => GoValue>([
      ['Year', number(calendar.year)],
      ['Month', word(monthName(calendar.month))],
      ['Day', number(calendar.day)],
      ['Hour', number(calendar.hour)],
      ['Minute', number(calendar.minute)],
      ['Second', number(calendar.second)],
      ['Unix', number(at.seconds)],
      ['UnixNano', number(at.seconds * 1e9 + at.nanoseconds)],
      ['Weekday', word(weekdayOf(at))],
      ['UTC', () => timeObject(at, unknown, ...from)],
      ['Local', () => timeObject(at, unknown, ...from)],
      ['Format', ([layout]) => momentText(textOf(layout), moment, layout!)],
      ['String', () => momentText('2006-01-02 15:04:05.999999999 -0700 MST', moment)],
    ]),
    origins,
  };
}

function textOf(value: GoValue | undefined): string {
  if (value?.kind !== 'string') throw new TemplateError('wrong type for value; expected string');
  return value.text;
}

/** The time that a value is, if it is one: seconds count from 1970, and anything else is now, says sprig. */
function momentOf(value: GoValue): Moment {
  const kept = value.kind === 'object' && value.type === 'time.Time' ? value.fields.get(HIDDEN) : undefined;
  if (kept?.kind === 'string') {
    const [seconds, nanoseconds] = kept.text.split(' ').map(Number);
    return { at: { seconds: seconds!, nanoseconds: nanoseconds! }, unknown: kept.unknown !== undefined, from: kept };
  }
  if (value.kind === 'int' && Math.abs(value.value) < 1e14)
    return { at: { seconds: value.value, nanoseconds: 0 }, unknown: false, from: value };
  return { at: NOW, unknown: true, from: value };
}

function timeArgument(value: GoValue): Moment {
  if (value.kind === 'object' && value.type === 'time.Time') return momentOf(value);
  throw new TemplateError(`wrong type for value; expected time.Time; got ${typeName(value)}`);
}

/** Zones other than UTC need tables that are not at hand; a time in one is marked. */
const inZone = (layout: string, value: GoValue, zone: GoValue, ...from: readonly GoValue[]): GoString => {
  const text = momentText(layout, momentOf(value), zone, ...from);
  const isPlain = zone.kind === 'string' && ['UTC', 'Local', '', 'GMT', 'Etc/UTC'].includes(zone.text);
  return isPlain ? text : { ...text, unknown: text.unknown ?? 'It is a time in another zone, which is not worked out here.' };
};

const LOCAL: GoString = { kind: 'string', text: 'Local', origins: [] };

const dateInZone = takes(['string', 'any', 'string'], (layout, value, zone) => inZone(layout.text, value, zone, layout));

function moved({ at }: Moment, by: bigint): Instant {
  const sum = BigInt(at.seconds) * SECOND + BigInt(at.nanoseconds) + by;
  const nanoseconds = ((sum % SECOND) + SECOND) % SECOND;
  return { seconds: Number((sum - nanoseconds) / SECOND), nanoseconds: Number(nanoseconds) };
}

const modified = (text: GoString, value: GoValue): GoValue => {
  const moment = timeArgument(value);
  return timeObject(moved(moment, durationOf(text.text)), moment.unknown, moment.from, text);
};

const mustModify = takes(['string', 'any'], modified);

/** What fails leaves its subject as it was. */
function orElse(run: () => GoValue, otherwise: () => GoValue): GoValue {
  try {
    return run();
  } catch (error) {
    if (error instanceof TemplateError) return otherwise();
    throw error;
  }
}

const modify = takes(['string', 'any'], (text, value) => {
  timeArgument(value);
  return orElse(
    () => modified(text, value),
    () => value,
  );
});

const parsed = (layout: GoString, text: GoString): GoValue => timeObject(timeOf(layout.text, text.text), false, text, layout);

const durationText = takes(['any'], value => {
  const seconds =
    value.kind === 'string' && /^[-+]?\d{1,15}$/.test(value.text)
      ? BigInt(value.text)
      : value.kind === 'int' && value.long
        ? BigInt(value.value)
        : 0n;
  return textFrom(secondsText(seconds), value);
});

const durationRound = takes(['any'], value => {
  if (value.kind === 'object') return standIn('0s', CLOCK, value);
  if (value.kind === 'int' && value.long) return textFrom(roundText(BigInt(value.value)), value);
  if (value.kind !== 'string') return textFrom('0s', value);
  return orElse(
    () => textFrom(roundText(durationOf(value.text)), value),
    () => textFrom('0s', value),
  );
});

export const DATES: Readonly<Record<string, GoFunction>> = {
  now: takes([], () => timeObject(NOW, true)),
  ago: takes(['any'], value => standIn('0s', CLOCK, value)),
  date: takes(['string', 'any'], (layout, value) => inZone(layout.text, value, LOCAL, layout)),
  dateInZone,
  date_in_zone: dateInZone,
  htmlDate: takes(['any'], value => inZone('2006-01-02', value, LOCAL)),
  htmlDateInZone: takes(['any', 'string'], (value, zone) => inZone('2006-01-02', value, zone)),
  dateModify: modify,
  date_modify: modify,
  mustDateModify: mustModify,
  must_date_modify: mustModify,
  toDate: takes(['string', 'string'], (layout, text) =>
    orElse(
      () => parsed(layout, text),
      () => timeObject(ZERO_TIME, false, text, layout),
    ),
  ),
  mustToDate: takes(['string', 'string'], parsed),
  unixEpoch: takes(['any'], value => {
    const moment = timeArgument(value);
    const text = String(moment.at.seconds);
    return moment.unknown ? standIn(text, CLOCK, moment.from) : textFrom(text, moment.from);
  }),
  duration: durationText,
  durationRound,
};

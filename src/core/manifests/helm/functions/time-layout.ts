import { TemplateError } from '../value.ts';

/** Seconds since 1970 in UTC, with the nanoseconds after them. A chart rendered elsewhere may have another time zone; UTC is what servers have. */
export interface Instant {
  readonly seconds: number;
  readonly nanoseconds: number;
}

interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const DAY = 86_400;

/** Days since 1970 of a day of the Gregorian calendar: years begin in March, so that a leap day is the last of its year. */
function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

export const instantOf = (at: Calendar, nanoseconds = 0): Instant => ({
  seconds: daysOf(at.year, at.month, at.day) * DAY + at.hour * 3600 + at.minute * 60 + at.second,
  nanoseconds,
});

export function calendarOf({ seconds }: Instant): Calendar {
  const days = Math.floor(seconds / DAY) + 719_468;
  const rest = seconds - Math.floor(seconds / DAY) * DAY;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return { year, month, day, hour: Math.floor(rest / 3600), minute: Math.floor(rest / 60) % 60, second: rest % 60 };
}

export const weekdayOf = ({ seconds }: Instant): string => DAYS[(((Math.floor(seconds / DAY) + 4) % 7) + 7) % 7]!;
export const monthName = (month: number): string => MONTHS[month - 1]!;

/** The parts of a layout by which Go knows what is meant: the time of its example, Mon Jan 2 15:04:05 MST 2006. */
const PARTS =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|Z070000|Z07:00:00|Z0700|Z07:00|Z07|-070000|-07:00:00|-0700|-07:00|-07|[.,]0+(?!\d)|[.,]9+(?!\d)|__2|_2(?!006)|002|01|02|03|04|05|06|15|PM|pm|1|2|3|4|5/g;

const two = (number: number): string => String(number).padStart(2, '0');

export function timeText(layout: string, at: Instant): string {
  const calendar = calendarOf(at);
  return layout.replace(PARTS, part => partText(part, calendar, at));
}

function partText(part: string, at: Calendar, instant: Instant): string {
  const dayOfYear = daysOf(at.year, at.month, at.day) - daysOf(at.year, 1, 1) + 1;
  const half = at.hour % 12 || 12;
  const known: Readonly<Record<string, string>> = {
    January: monthName(at.month),
    Jan: monthName(at.month).slice(0, 3),
    Monday: weekdayOf(instant),
    Mon: weekdayOf(instant).slice(0, 3),
    MST: 'UTC',
    '2006': String(at.year).padStart(4, '0'),
    __2: String(dayOfYear).padStart(3),
    '002': String(dayOfYear).padStart(3, '0'),
    _2: String(at.day).padStart(2),
    '01': two(at.month),
    '02': two(at.day),
    '03': two(half),
    '04': two(at.minute),
    '05': two(at.second),
    '06': two(at.year % 100),
    '15': two(at.hour),
    PM: at.hour < 12 ? 'AM' : 'PM',
    pm: at.hour < 12 ? 'am' : 'pm',
    '1': String(at.month),
    '2': String(at.day),
    '3': String(half),
    '4': String(at.minute),
    '5': String(at.second),
  };
  if (known[part] !== undefined) return known[part];
  if (part.startsWith('Z')) return 'Z';
  if (part.startsWith('-')) return part.replace('-', '+').replace('7', '0');
  const digits = String(instant.nanoseconds)
    .padStart(9, '0')
    .slice(0, part.length - 1);
  if (part[1] === '0') return part[0]! + digits;
  return digits.replace(/0+$/, '') === '' ? '' : part[0]! + digits.replace(/0+$/, '');
}

const MATCHED: Readonly<Record<string, string>> = {
  January: `(?<month>${MONTHS.join('|')})`,
  Jan: `(?<month>${MONTHS.map(month => month.slice(0, 3)).join('|')})`,
  Monday: `(?:${DAYS.join('|')})`,
  Mon: `(?:${DAYS.map(day => day.slice(0, 3)).join('|')})`,
  MST: 'UTC',
  '2006': '(?<year>\\d{4})',
  '01': '(?<month>\\d\\d)',
  '1': '(?<month>\\d\\d?)',
  '02': '(?<day>\\d\\d)',
  _2: '(?<day> ?\\d\\d?)',
  '2': '(?<day>\\d\\d?)',
  '15': '(?<hour>\\d\\d)',
  '03': '(?<hour>\\d\\d)',
  '3': '(?<hour>\\d\\d?)',
  '04': '(?<minute>\\d\\d)',
  '4': '(?<minute>\\d\\d?)',
  '05': '(?<second>\\d\\d)(?<fraction>[.,]\\d+)?',
  '5': '(?<second>\\d\\d?)(?<fraction>[.,]\\d+)?',
  '06': '(?<short>\\d\\d)',
  PM: '(?<half>AM|PM)',
  pm: '(?<half>am|pm)',
};

/** The time that a text gives in a layout. */
export function timeOf(layout: string, text: string): Instant {
  const wrong = new TemplateError(`parsing time "${text.slice(0, 100)}" as "${layout.slice(0, 100)}": cannot parse it`);
  if (layout.length > 200 || text.length > 200) throw wrong;
  const found = layoutPattern(layout)?.exec(text)?.groups;
  if (!found) throw wrong;
  const number = (name: string, otherwise: number): number => (found[name] === undefined ? otherwise : Number(found[name]));
  const named = MONTHS.findIndex(month => found['month'] !== undefined && month.startsWith(found['month'])) + 1;
  const short = number('short', 70);
  const half = found['half']?.toUpperCase();
  const hour = number('hour', 0);
  const at: Calendar = {
    year: found['year'] === undefined && found['short'] !== undefined ? short + (short >= 69 ? 1900 : 2000) : number('year', 0),
    month: named > 0 ? named : number('month', 1),
    day: number('day', 1),
    hour: half === 'PM' && hour < 12 ? hour + 12 : half === 'AM' && hour === 12 ? 0 : hour,
    minute: number('minute', 0),
    second: number('second', 0),
  };
  const back = calendarOf(instantOf(at));
  if (at.hour > 23 || at.minute > 59 || at.second > 59 || back.day !== at.day || back.month !== at.month) throw wrong;
  const zone = zoneSeconds(found['zone']);
  const { seconds } = instantOf(at);
  return { seconds: seconds - zone, nanoseconds: Number((found['fraction'] ?? '.0').slice(1, 10).padEnd(9, '0')) };
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function layoutPattern(layout: string): RegExp | undefined {
  const names = new Set<string>();
  let at = 0;
  let source = '';
  for (const match of layout.matchAll(PARTS)) {
    source += quoted(layout.slice(at, match.index));
    at = match.index + match[0].length;
    const part = MATCHED[match[0]] ?? (/^[Z-]/.test(match[0]) ? `(?<zone>Z|[-+]\\d\\d:?\\d\\d)` : `(?<fraction>[.,]\\d+)?`);
    source += part.replace(/\?<(\w+)>/g, (group, name: string) => (names.has(name) ? '?:' : (names.add(name), group)));
  }
  return new RegExp(`^${source}${quoted(layout.slice(at))}$`);
}

function zoneSeconds(zone = 'Z'): number {
  if (zone === 'Z') return 0;
  const digits = zone.replace(/\D/g, '');
  const size = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith('-') ? -size : size;
}

import { explain, parseDate, type Checked, type Finding } from '@dianda/identifiers';
import { fault, type Fault } from './violation.js';

/** A fault with its place inside the member that was checked: empty, or such as `/3`. */
export interface PlacedFault {
  readonly pointer: string;
  readonly fault: Fault;
}

/** Looks at one member; `owner` is the object it stands in, for rules that read a sibling. Never throws. */
export type Check = (value: unknown, owner: object) => readonly PlacedFault[];

/** Characters no text of ours holds: controls, lone surrogates, the mark of a failed decoding. */
const unreadable = /[\p{Cc}\p{Cs}\uFFFD]/u;

/** Text with at least one visible character, at most `max` code points; `shape` narrows it further. */
export function text(max: number, shape?: { readonly pattern: RegExp; readonly means: string }): Check {
  return (value) => {
    if (typeof value !== 'string') return [here(fault('TEXT_EXPECTED'))];
    if (value.trim() === '') return [here(fault('TEXT_EMPTY'))];
    if (isLongerThan(value, max)) return [here(fault('TEXT_TOO_LONG', { max }))];
    if (unreadable.test(value)) return [here(fault('TEXT_UNREADABLE'))];
    const fits = shape === undefined || shape.pattern.test(value);
    return fits ? [] : [here(fault('TEXT_SHAPE', { shape: shape.means }))];
  };
}

/** A secret typed by a person: not trimmed, not shaped, only bounded. */
export function secretText(max: number): Check {
  return (value) => {
    if (typeof value !== 'string') return [here(fault('TEXT_EXPECTED'))];
    if (value === '') return [here(fault('TEXT_EMPTY'))];
    return isLongerThan(value, max) ? [here(fault('TEXT_TOO_LONG', { max }))] : [];
  };
}

export function oneOf(choices: readonly string[]): Check {
  const allowed = choices.join(', ');
  return (value) => {
    if (typeof value !== 'string') return [here(fault('TEXT_EXPECTED'))];
    return choices.includes(value) ? [] : [here(fault('VALUE_UNKNOWN', { allowed }))];
  };
}

export const trueOrFalse: Check = (value) =>
  typeof value === 'boolean' ? [] : [here(fault('BOOLEAN_EXPECTED'))];

/** A JSON number that is whole and in bounds. */
export function wholeNumber(min: number, max: number): Check {
  return (value) => {
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
    return fits ? [] : [here(fault('WHOLE_NUMBER_EXPECTED', { min, max }))];
  };
}

/** Decimal digits that name a whole number in bounds, as query parameters carry it. */
export function wholeNumberText(min: number, max: number): Check {
  return (value) => {
    const fits =
      typeof value === 'string' && /^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max;
    return fits ? [] : [here(fault('WHOLE_NUMBER_EXPECTED', { min, max }))];
  };
}

/** Text that a parser of ours takes; its own shape is told when it does not. */
export function parsedBy(parse: (text: string) => unknown, max: number, means: string): Check {
  const bounded = text(max);
  return (value, owner) => {
    const faults = bounded(value, owner);
    if (faults.length > 0 || typeof value !== 'string') return faults;
    return parse(value) === undefined ? [here(fault('TEXT_SHAPE', { shape: means }))] : [];
  };
}

/**
 * An identifier, checked by libs/identifiers and explained in its words. Longer text than any identifier is
 * refused before it is normalised.
 */
export function identifier(parse: (text: string, owner: object) => Checked<unknown>): Check {
  const bounded = text(LONGEST_IDENTIFIER);
  return (value, owner) => {
    const faults = bounded(value, owner);
    if (faults.length > 0 || typeof value !== 'string') return faults;
    const checked = parse(value, owner);
    return checked.ok ? [] : checked.findings.map((finding) => here(faultOf(finding)));
  };
}

const LONGEST_IDENTIFIER = 100;

/** A calendar day that exists, `YYYY-MM-DD`. */
export const calendarDay: Check = identifier((text) => parseDate(text));

export interface ListRule {
  readonly min?: number;
  readonly max: number;
  /** What must not occur twice among the items; none by default. */
  readonly distinctBy?: (item: unknown) => string | undefined;
}

/** A list, each item checked at its own place. */
export function listOf(item: Check, rule: ListRule): Check {
  return (value, owner) => {
    if (!Array.isArray(value)) return [here(fault('LIST_EXPECTED'))];
    const items: readonly unknown[] = value;
    const { min = 0, max } = rule;
    if (items.length < min) return [here(fault('LIST_TOO_SHORT', { min }))];
    // The items of an over-long list are not looked at: its length is what is to be mended first.
    if (items.length > max) return [here(fault('LIST_TOO_LONG', { max }))];
    const faults = items.flatMap((each, index) => item(each, owner).map((found) => below(index, found)));
    return [...faults, ...repeats(items, rule)];
  };
}

/** An item of a list that is checked member by member as a class of its own. */
export const objectItem: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? []
    : [here(fault('OBJECT_EXPECTED'))];

/** Reads a member of an object that nobody has typed yet. */
export function memberOf(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name)
    ? Reflect.get(owner, name)
    : undefined;
}

export function here(found: Fault): PlacedFault {
  return { pointer: '', fault: found };
}

function below(index: number, { pointer, fault: found }: PlacedFault): PlacedFault {
  return { pointer: `/${index}${pointer}`, fault: found };
}

function repeats(items: readonly unknown[], { distinctBy }: ListRule): readonly PlacedFault[] {
  if (distinctBy === undefined) return [];
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = distinctBy(item);
    if (key === undefined) return [];
    if (seen.has(key)) return [{ pointer: `/${index}`, fault: fault('LIST_REPEATS') }];
    seen.add(key);
    return [];
  });
}

function faultOf(finding: Finding): Fault {
  return { code: finding.code, explain: (language) => explain(finding, language) };
}

/** Counts code points, and not all of them when the text is far too long. */
function isLongerThan(value: string, max: number): boolean {
  return value.length > max * 2 || Array.from(value).length > max;
}

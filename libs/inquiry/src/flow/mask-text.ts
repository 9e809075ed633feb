import { from15, parseCitizenId15 } from '@dianda/identifiers';
import type { Identity } from '../model/subject.js';

/** What stands where something is not shown. */
const hidden = '*';
export const hiddenText = hidden.repeat(4);

/**
 * Keeps the first six and last two characters, as on a court's own forms; texts shorter than the oldest citizen id
 * (15) keep the last two, and very short ones nothing: what is left must not be easy to complete.
 */
export function maskNumber(number: string): string {
  const characters = Array.from(number);
  const keptAhead = characters.length >= unmistakableLength ? 6 : 0;
  const keptBehind = characters.length >= 6 ? 2 : 0;
  return characters
    .map((each, index) => (index < keptAhead || index >= characters.length - keptBehind ? each : hidden))
    .join('');
}

/** Keeps the first character of a name that has more than one. */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  return (rest.length === 0 ? '' : first) + hidden.repeat(Math.max(1, Math.min(rest.length, 3)));
}

/** From this length (the oldest citizen id's) a number is nobody else's, so that it is looked for in every text. */
const unmistakableLength = 15;
/** Below these lengths a number or a word is too common to be looked for at all. */
const shortestNumber = 5;
const shortestWord = 2;

/**
 * Members in which people at an agency write as they like. Only there a name, an address or a short number is looked
 * for: elsewhere the same characters are something else, such as the location of a house.
 */
const freeTextMembers: ReadonlySet<string> = new Set([
  'coOwnershipText',
  'detail',
  'matter',
  'purpose',
  'question',
  'raw',
  'remark',
  'restriction',
]);

/** A text that must not be shown inside another one, and what stands in its place. */
export interface Secret {
  readonly text: string;
  readonly shown: string;
}

/** What the texts of a report, or of one of its records, must not say. */
export class Redaction {
  private constructor(
    private readonly anywhere: readonly Secret[],
    private readonly inFreeText: readonly Secret[],
  ) {}

  /** The document numbers of the subjects, in each way in which registers write them. */
  static of(subjects: readonly Identity[]): Redaction {
    return new Redaction([], []).and(
      subjects.flatMap(({ document }) => waysToWrite(document.number)),
      [],
    );
  }

  /** This and more: numbers, and words such as names. Those too short to mean anything are left out. */
  and(numbers: readonly string[], words: readonly Secret[]): Redaction {
    const secrets = numbers.map((text) => ({ text, shown: maskNumber(text) }));
    const longer = (least: number) => (secret: Secret) => secret.text.length >= least;
    return new Redaction(
      [...this.anywhere, ...secrets.filter(longer(unmistakableLength))].sort(longestFirst),
      [
        ...this.inFreeText,
        ...secrets.filter(longer(shortestNumber)),
        ...words.filter(longer(shortestWord)),
      ].sort(longestFirst),
    );
  }

  /** The text of a member without what it must not say. */
  clean(member: string, text: string): string {
    const secrets = freeTextMembers.has(member) ? this.inFreeText : this.anywhere;
    return secrets.reduce((left, secret) => left.replaceAll(secret.text, () => secret.shown), text);
  }
}

function waysToWrite(number: string): readonly string[] {
  const old = /^\d{17}[\dX]$/.test(number) ? [number.slice(0, 6) + number.slice(8, 17)] : [];
  const asOld = parseCitizenId15(number);
  const young = asOld.ok ? [from15(asOld.value).value] : [];
  return [number, ...old, ...young].flatMap((each) => [...new Set([each, each.toLowerCase()])]);
}

/** So that a name inside a longer one does not leave the rest of it to be read. */
function longestFirst(one: Secret, other: Secret): number {
  return other.text.length - one.text.length || (one.text < other.text ? -1 : 1);
}

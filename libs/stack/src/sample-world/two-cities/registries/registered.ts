import type { CitizenId } from '@dianda/identifiers';
import { oldNumberOf } from '../numbers.js';
import { worldParameters } from '../parameters.js';
import type { Random } from '../random.js';
import type { SampleSubject } from '../subjects.js';

/** Whoever stands in a register, as the register writes him. */
export interface Registered {
  readonly kind: 'person' | 'organisation';
  readonly name: string;
  readonly number: string;
}

export function registered(subject: SampleSubject): Registered {
  return subject.kind === 'person'
    ? registeredPerson(subject.name, subject.citizenId)
    : { kind: 'organisation', name: subject.name, number: subject.code };
}

export function registeredPerson(name: string, number: string): Registered {
  return { kind: 'person', name, number };
}

/**
 * A subject as some clerk once wrote him down: now and then by the 15-digit number, with a blank in the number, or with
 * a full-width blank in the name. It is the same subject all the same.
 */
export function asTyped(random: Random, subject: SampleSubject): Registered {
  const { oldNumber, sloppyTyping } = worldParameters.assumed;
  const plain = registered(subject);
  const isOld = random.chance(oldNumber);
  const isSloppy = random.chance(sloppyTyping);
  const number = subject.kind === 'person' && isOld ? writtenOld(subject.citizenId) : plain.number;
  if (!isSloppy) return { ...plain, number };
  return subject.kind === 'person' && random.chance(0.5)
    ? { ...plain, number, name: spacedName(plain.name) }
    : { ...plain, number: `${number.slice(0, 6)} ${number.slice(6)}` };
}

/** With an ideographic space after the first character, as forms are filled in. */
export function spacedName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  return `${first}\u3000${rest.join('')}`;
}

function writtenOld(id: CitizenId): string {
  return oldNumberOf(id) ?? id;
}

import { thirdPersonKinds } from '../model/records/index.js';

/** What stands where something is not shown. */
const hidden = '*';

/** Members that hold a document number of the subject, in whatever record. */
const documentNumberMembers: ReadonlySet<string> = new Set(['documentNumber', 'idNumber']);

/** Keeps the first six and last two characters, as on a court's own forms; shorter texts keep the last two. */
export function maskNumber(number: string): string {
  const characters = Array.from(number);
  const kept = characters.length > 10 ? 6 : 0;
  return characters
    .map((each, index) => (index < kept || index >= characters.length - 2 ? each : hidden))
    .join('');
}

/** Keeps the first character of a name. */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  return first + hidden.repeat(Math.max(1, Math.min(rest.length, 3)));
}

/**
 * Masks what a report shows by default (promise 8): document numbers everywhere, and of third persons — who all lie in
 * one type of record — everything but what kind they are. A financial institution is no person and keeps its name.
 */
export function maskPersonalData<T>(value: T): T {
  // The shape is kept member by member, which the type system cannot follow through a recursive copy.
  return maskedCopy(value) as T;
}

function maskedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskedCopy);
  if (!isObject(value)) return value;
  if (isThirdPerson(value)) return maskThirdPerson(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, maskedMember(name, member)] as const),
  );
}

function maskedMember(name: string, member: unknown): unknown {
  if (typeof member === 'string' && documentNumberMembers.has(name)) return maskNumber(member);
  // The raw text of an oddity is the field itself, which may be a person's.
  if (name === 'warnings' && Array.isArray(member)) return member.map(withoutRaw);
  if (name === 'certificates' && Array.isArray(member)) {
    return member.map((each: unknown) =>
      isObject(each) && typeof each['number'] === 'string'
        ? { ...each, number: maskNumber(each['number']) }
        : each,
    );
  }
  return maskedCopy(member);
}

function withoutRaw(warning: unknown): unknown {
  if (!isObject(warning)) return warning;
  return Object.fromEntries(Object.entries(warning).filter(([name]) => name !== 'raw'));
}

function maskThirdPerson(person: Record<string, unknown>): Record<string, unknown> {
  const kind = person['kind'];
  if (kind === 'FINANCIAL_INSTITUTION') return person;
  return Object.fromEntries(
    Object.entries(person).map(([name, member]) => {
      if (name === 'kind' || typeof member !== 'string')
        return [name, name === 'kind' ? member : maskedCopy(member)];
      if (name === 'name') return [name, maskName(member)];
      return [
        name,
        name === 'documentNumber' || name === 'accountNumber' ? maskNumber(member) : hidden.repeat(4),
      ];
    }),
  );
}

const thirdPersonMarks: ReadonlySet<unknown> = new Set(thirdPersonKinds);

/** Records carry their kind in lower case, third persons theirs in upper case: no record is taken for a person. */
function isThirdPerson(value: Record<string, unknown>): boolean {
  return thirdPersonMarks.has(value['kind']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

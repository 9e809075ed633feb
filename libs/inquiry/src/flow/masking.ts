import { thirdPersonKinds } from '../model/records/index.js';
import type { Identity } from '../model/subject.js';
import { hiddenText, maskName, maskNumber, Redaction, type Secret } from './mask-text.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * Masks what a report shows by default (promise 8): document numbers everywhere, the subjects' own even inside other
 * texts, and of third persons — who all lie in one type of record — everything but what kind they are and which kind of
 * document they have. A financial institution is no person and keeps its name. The free texts of a record lose what
 * its third persons are called; of people whom only a free text names, nothing can be known here.
 */
export function maskPersonalData<T>(value: T, subjects: readonly Identity[]): T {
  // The shape is kept member by member, which the type system cannot follow through a recursive copy.
  return maskedMember('', value, Redaction.of(subjects)) as T;
}

function maskedMember(name: string, member: unknown, redaction: Redaction): unknown {
  if (typeof member === 'string') {
    return documentNumberMembers.has(name) ? maskNumber(member) : redaction.clean(name, member);
  }
  if (Array.isArray(member)) return member.map((each) => maskedItem(name, each, redaction));
  if (!isObject(member)) return member;
  return isThirdPerson(member) ? maskThirdPerson(member) : maskedMembers(member, redaction);
}

/** One item of a list, which is named by its list. */
function maskedItem(list: string, item: unknown, redaction: Redaction): unknown {
  if (!isObject(item)) return maskedMember(list, item, redaction);
  switch (list) {
    case 'records':
      return maskedMembers(item, redaction.and(...namedIn(item)), item['kind']);
    case 'warnings':
      // The raw text of an oddity is the field itself, which may be a person's.
      return maskedMembers(without('raw', item), redaction);
    default:
      return isThirdPerson(item) ? maskThirdPerson(item) : maskedMembers(item, redaction, list);
  }
}

function maskedMembers(value: Members, redaction: Redaction, place?: unknown): Members {
  return Object.fromEntries(
    Object.entries(value).map(
      ([name, member]) => [name, maskedMember(meaningOf(place, name), member, redaction)] as const,
    ),
  );
}

/** Members of whatever record that hold a document number; a person's tax number is the citizen id. */
const documentNumberMembers: ReadonlySet<string> = new Set(['documentNumber', 'idNumber', 'taxNumbers']);

/** Where `documentNumber` is that of another authority's order (冻结文号, 查封文号), which the court must read. */
const orderPlaces: ReadonlySet<unknown> = new Set(['freezes', 'bank_freeze', 'seizures', 'land_seizure']);

/** What a member is by its name and its place, which is the list around it or the kind of the record. */
function meaningOf(place: unknown, name: string): string {
  if (name === 'number' && place === 'certificates') return 'documentNumber';
  return name === 'documentNumber' && orderPlaces.has(place) ? 'orderNumber' : name;
}

/** Of a third person: members that keep a little of their text, and those that keep all of it. */
const numberMembers: ReadonlySet<string> = new Set(['documentNumber', 'accountNumber']);
const institutionMembers: ReadonlySet<string> = new Set(['name', 'bankName', 'bankCode']);

function maskThirdPerson(person: Members): Members {
  const isInstitution = person['kind'] === 'FINANCIAL_INSTITUTION';
  return Object.fromEntries(
    Object.entries(person).map(([name, member]): readonly [string, unknown] => {
      if (name === 'kind' || member === undefined) return [name, member];
      if (isInstitution && institutionMembers.has(name)) return [name, member];
      if (name === 'documentType' && isObject(member)) return [name, withoutRaw(member)];
      if (typeof member !== 'string') return [name, { code: 'UNKNOWN', raw: hiddenText }];
      if (name === 'name') return [name, maskName(member)];
      return [name, numberMembers.has(name) ? maskNumber(member) : hiddenText];
    }),
  );
}

/** A code as it is, without the register's own text; an unknown code must have one. */
function withoutRaw(coded: Members): Members {
  return coded['code'] === 'UNKNOWN' ? { code: 'UNKNOWN', raw: hiddenText } : { code: coded['code'] };
}

/** The numbers and words by which a record knows people, so that its texts can be kept from repeating them. */
function namedIn(record: Members): [numbers: string[], words: Secret[]] {
  const numbers: string[] = [];
  const words: Secret[] = [];
  const collect = (name: string, member: unknown, person: Members | undefined): void => {
    if (Array.isArray(member)) {
      for (const each of member) collect(name, each, person);
    } else if (isObject(member)) {
      const inside = isThirdPerson(member) ? member : person;
      const place = name === '' ? member['kind'] : name;
      for (const [inner, each] of Object.entries(member)) collect(meaningOf(place, inner), each, inside);
    } else if (typeof member === 'string') {
      if (documentNumberMembers.has(name)) numbers.push(member);
      else if (person !== undefined && isSaid(name, person))
        words.push({ text: member, shown: shownOf(name, member) });
    }
  };
  collect('', record, undefined);
  return [numbers, words];
}

/** Whether a free text that repeats this member of a third person gives somebody away. */
function isSaid(name: string, person: Members): boolean {
  if (name === 'name') return person['kind'] !== 'FINANCIAL_INSTITUTION';
  return name === 'phone' || name === 'address' || name === 'accountNumber';
}

function shownOf(name: string, text: string): string {
  return name === 'name' ? maskName(text) : hiddenText;
}

const thirdPersonMarks: ReadonlySet<unknown> = new Set(thirdPersonKinds);

/** Records carry their kind in lower case, third persons theirs in upper case: no record is taken for a person. */
function isThirdPerson(value: Members): boolean {
  return thirdPersonMarks.has(value['kind']);
}

function without(name: string, value: Members): Members {
  return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { nameKey } from '@dianda/identifiers';
import type { AssetRecord, Identity } from '@dianda/inquiry';
import { holdsNumber } from '../../matching/document-keys.js';
import type { KnownThirdPerson } from '../subjects/subject-row.js';
import { at, type Finding } from './finding.js';

/** One text of a record, and whether it lies inside a ThirdPerson. */
interface HeldText {
  readonly path: string;
  readonly text: string;
  readonly isThirdPersons: boolean;
}

/**
 * What is wrong with how records name people: a third person whom the back end holds must be in a ThirdPerson and
 * nowhere else, and whoever is called the subject must be it.
 */
export function judgeThirdPersons(
  records: readonly AssetRecord[],
  subject: Identity,
  thirdPersons: readonly KnownThirdPerson[],
): readonly Finding[] {
  const texts = records.flatMap((record, index) => [...textsIn(record, `records[${index}]`, false)]);
  const findings = judgeSubjects(records, subject);
  const leaks = texts.filter(({ isThirdPersons, text }) => {
    return !isThirdPersons && thirdPersons.some((person) => names(person, text));
  });
  for (const { path } of leaks) {
    findings.push({
      expected: (words) => words.finding.thirdPersonApart,
      came: (words) => words.came.thirdPersonOutside,
      where: path,
    });
  }
  thirdPersons.forEach((person, index) => {
    if (texts.some(({ isThirdPersons, text }) => isThirdPersons && names(person, text))) return;
    findings.push({
      expected: (words) => words.finding.thirdPersonDelivered,
      came: (words) => words.came.thirdPersonAbsent,
      where: `thirdPersons/${index}`,
    });
  });
  return findings;
}

/** A short number may occur in a longer one by chance; a name stands by itself or in a sentence. */
function names({ name, particulars }: KnownThirdPerson, text: string): boolean {
  return text.includes(name) || particulars.some((each) => text.includes(each));
}

/** Whoever a record calls the subject has the subject's number, or no number and the subject's name. */
function judgeSubjects(records: readonly AssetRecord[], subject: Identity): Finding[] {
  const findings: Finding[] = [];
  records.forEach((record, index) => {
    for (const { path, name, documentNumber } of registeredSubjectsIn(record, `records[${index}]`)) {
      const isSubject =
        documentNumber === undefined
          ? nameKey(name) === nameKey(subject.name)
          : holdsNumber(subject.document, documentNumber);
      if (isSubject) continue;
      findings.push(
        ...at(path, [
          { expected: (words) => words.finding.subjectIsSubject, came: (words) => words.came.somebodyElse },
        ]),
      );
    }
  });
  return findings;
}

interface CalledSubject {
  readonly path: string;
  readonly name: string;
  readonly documentNumber: string | undefined;
}

function* registeredSubjectsIn(value: unknown, path: string): Generator<CalledSubject> {
  for (const [member, inner] of membersOf(value)) {
    const innerPath = `${path}.${member}`;
    // A housing fund account names its holder directly; elsewhere a holder is the subject or a third person.
    const isCalledSubject =
      member === 'subject' || (member === 'holder' && !isThirdPersonMember(member, inner));
    if (isCalledSubject && isObject(inner) && typeof inner['name'] === 'string') {
      const number = inner['documentNumber'];
      yield {
        path: innerPath,
        name: inner['name'],
        documentNumber: typeof number === 'string' ? number : undefined,
      };
    }
    yield* registeredSubjectsIn(inner, innerPath);
  }
}

function* textsIn(value: unknown, path: string, isThirdPersons: boolean): Generator<HeldText> {
  if (typeof value === 'string') yield { path, text: value, isThirdPersons };
  for (const [member, inner] of membersOf(value)) {
    // A warning's raw value is personal data like the field it names, and is masked with it.
    if (member === 'warnings') continue;
    yield* textsIn(inner, `${path}.${member}`, isThirdPersons || isThirdPersonMember(member, inner));
  }
}

/** The core's records hold a ThirdPerson under a member of its own, or as the row itself; either way it has a kind. */
function isThirdPersonMember(member: string, value: unknown): boolean {
  return member === 'thirdPerson' || (isObject(value) && isThirdPersonKind(value['kind']));
}

function isThirdPersonKind(kind: unknown): boolean {
  return (
    kind === 'UNKNOWN' || kind === 'PERSON' || kind === 'ORGANISATION' || kind === 'FINANCIAL_INSTITUTION'
  );
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

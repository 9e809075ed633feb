import type { Area, Coded, Holder, Money, ThirdPerson } from '../../model/index.js';
import type { ReportWords } from '../words/words.js';

/** Phrases of one line; what the register does not hold is left out. */
export function joined(phrases: readonly (string | undefined)[]): string {
  return phrases.filter((phrase) => phrase !== undefined && phrase !== '').join(' · ');
}

/** Undefined when there is nothing to label. */
export function labelled(label: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${label} ${value}`;
}

/** Our word for a code; for one that no table knows, what the register wrote. */
export function coded<Code extends string>(value: Coded<Code>, names: Record<Code, string>): string {
  return value.code === 'UNKNOWN' ? (value.raw ?? '?') : names[value.code];
}

export function optionalCode<Code extends string>(
  value: Coded<Code> | undefined,
  names: Record<Code, string>,
): string | undefined {
  return value === undefined ? undefined : coded(value, names);
}

export function money(value: Money | undefined): string | undefined {
  return value === undefined ? undefined : `${value.amount} ${value.currency}`;
}

export function area(value: Area | undefined, words: ReportWords): string | undefined {
  return value === undefined ? undefined : `${value.value} ${coded(value.unit, words.areaUnit)}`;
}

/** From one day to another; undefined when neither is held. */
export function period(from: string | undefined, to: string | undefined): string | undefined {
  return from === undefined && to === undefined ? undefined : `${from ?? '?'} — ${to ?? '?'}`;
}

/** Who has a part in something: the subject under `label`, anybody else as a co-owner. */
export function holder(label: string, of: Holder, words: ReportWords): string {
  return 'subject' in of
    ? `${label} ${of.subject.name} ${words.report.inBrackets(words.record.subjectOwner)}`
    : `${words.record.coOwner} ${thirdPersonName(of.thirdPerson)}`;
}

export function holderName(of: Holder): string {
  return 'subject' in of ? of.subject.name : thirdPersonName(of.thirdPerson);
}

/** Masked already by the report. */
export function thirdPersonName(person: ThirdPerson): string {
  return person.name ?? '*';
}

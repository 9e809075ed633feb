import {
  dateInShanghai,
  parseCaseNumber,
  parseDate,
  type CaseNumber,
  type Checked,
  type IsoDate,
} from '@dianda/identifiers';

/** Only a warning depends on the day, and nobody reads the warnings of what is stored. */
const anyDay = dateInShanghai(new Date(0));

export function readCaseNumber(text: string): CaseNumber {
  return stored(parseCaseNumber(text, { today: anyDay }));
}

export function readDay(text: string): IsoDate {
  return stored(parseDate(text));
}

/** A value of a row; one that does not parse is a defect of whoever wrote it. */
function stored<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new TypeError(`a stored value does not parse: ${checked.findings[0]?.code}`);
  return checked.value;
}

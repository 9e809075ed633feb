/**
 * One field of a message that is missing or malformed. Names the field by its path in the names of the contract
 * (`found.records[0].bank_account.balance.amount`) and never repeats its value, which may be personal data.
 */
export class FieldFault extends Error {
  constructor(
    readonly path: string,
    readonly code: FieldFaultCode,
    problem: string,
  ) {
    super(`${path} ${problem}`);
    this.name = 'FieldFault';
  }
}

export type FieldFaultCode = 'MISSING' | 'MALFORMED' | 'UNKNOWN_CODE' | 'DISAGREES';

export function missing(path: string): FieldFault {
  return new FieldFault(path, 'MISSING', 'is missing');
}

export function malformed(path: string, shape: string): FieldFault {
  return new FieldFault(path, 'MALFORMED', `is not ${shape}`);
}

/** The path of a member of the message at `path`; generated code has camel case where the contract has snake case. */
export function memberPath(path: string, member: string): string {
  const name = member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return path === '' ? name : `${path}.${name}`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorOrigins, type ErrorOrigin } from '@dianda/inquiry';

/** What the contract's files say of one field: the oracle for what is mandatory. */
export interface ContractField {
  /** As generated code calls it. */
  readonly name: string;
  /** As the contract calls it. */
  readonly snakeName: string;
  readonly type: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  /** Set for a member of a oneof, by the oneof's name. */
  readonly oneof: string | undefined;
}

export type ContractMessages = ReadonlyMap<string, readonly ContractField[]>;

const folder = join(__dirname, '../../../proto/dianda/adapter/v1');
const fieldLine = /^(repeated |optional )?([\w.]+) (\w+) = \d+;$/;

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Reads the messages of the contract with their fields; comments that begin with "Required" make one mandatory. */
export function readContract(): ContractMessages {
  const messages = new Map<string, ContractField[]>();
  for (const file of readdirSync(folder)) {
    let fields: ContractField[] | undefined;
    let oneof: string | undefined;
    let comment = '';
    for (const line of readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map((each) => each.trim())) {
      const [, message] = /^message (\w+) \{(?:\})?$/.exec(line) ?? [];
      const [, group] = /^oneof (\w+) \{$/.exec(line) ?? [];
      const field = fieldLine.exec(line);
      if (line.startsWith('//')) {
        comment = comment === '' ? line.slice(3) : comment;
        continue;
      }
      const isRequired = comment.startsWith('Required');
      if (message !== undefined) messages.set(message, (fields = []));
      else if (group !== undefined) {
        oneof = group;
        fields?.push({
          name: camel(group),
          snakeName: group,
          type: '',
          isList: false,
          isRequired,
          oneof: undefined,
        });
      } else if (line === '}' && oneof !== undefined) oneof = undefined;
      else if (line === '}') fields = undefined;
      else if (field !== null) {
        const [, label, type = '', name = ''] = field;
        const isList = label === 'repeated ';
        fields?.push({ name: camel(name), snakeName: name, type, isList, isRequired, oneof });
      }
      comment = '';
    }
  }
  return messages;
}

/** What the contract promises of one reason, in the comment above it. */
export interface ErrorPromise {
  readonly reason: string;
  /** Name of the gRPC code. */
  readonly code: string;
  readonly origin: ErrorOrigin;
  readonly isAskedAgain: boolean;
}

/** Every reason of the contract but UNSPECIFIED; throws when a comment does not begin with code, origin and verdict. */
export function readErrorPromises(): readonly ErrorPromise[] {
  const file = readFileSync(join(folder, 'error_reason.proto'), 'utf8');
  const reasons = [
    ...file.matchAll(/^ {2}\/\/ ([^\n]*)(?:\n {2}\/\/ [^\n]*)*\n {2}ERROR_REASON_(\w+) = [1-9]\d*;$/gm),
  ];
  return reasons.map(([, comment = '', reason = '']) => {
    const [, code = '', origin, verdict] = /^([A-Z_]+), (\w+), (final|asked again)\./.exec(comment) ?? [];
    const known = errorOrigins.find((each) => each === origin);
    if (known === undefined) throw new Error(`${reason}: its comment does not say code, origin and verdict`);
    return { reason, code, origin: known, isAskedAgain: verdict === 'asked again' };
  });
}

/** One mandatory field that is there, and how to take it away. */
export interface Mandatory {
  readonly path: string;
  readonly remove: () => void;
}

type Fields = Record<string, unknown>;

/** Every mandatory field in a generated message of that type, however deep. `remove` empties it in place. */
export function mandatoryIn(
  contract: ContractMessages,
  type: string,
  message: object,
  path = '',
): Mandatory[] {
  const values = message as Fields;
  return (contract.get(type) ?? []).flatMap((field) => {
    if (field.oneof !== undefined) return throughOneof(contract, field, values, path);
    const where = path === '' ? field.snakeName : `${path}.${field.snakeName}`;
    const value = values[field.name];
    const deeper = contract.has(field.type) ? throughField(contract, field, value, where) : [];
    if (!field.isRequired) return deeper;
    return [{ path: where, remove: () => (values[field.name] = emptyLike(value)) }, ...deeper];
  });
}

function throughOneof(
  contract: ContractMessages,
  field: ContractField,
  values: Fields,
  path: string,
): Mandatory[] {
  const chosen = values[camel(field.oneof ?? '')] as { $case: string; value: object } | undefined;
  if (chosen?.$case !== field.name) return [];
  return mandatoryIn(
    contract,
    field.type,
    chosen.value,
    path === '' ? field.snakeName : `${path}.${field.snakeName}`,
  );
}

function throughField(
  contract: ContractMessages,
  field: ContractField,
  value: unknown,
  path: string,
): Mandatory[] {
  if (field.isList) {
    return (value as object[]).flatMap((each, index) =>
      mandatoryIn(contract, field.type, each, `${path}[${index}]`),
    );
  }
  return value === undefined ? [] : mandatoryIn(contract, field.type, value as object, path);
}

/** What the field is on the wire when it was never set. */
function emptyLike(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (Buffer.isBuffer(value)) return Buffer.alloc(0);
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return unspecifiedOf(value);
  return undefined;
}

/** Enums are strings in generated code, told apart by their prefix. */
function unspecifiedOf(value: string): string {
  const prefix = enumPrefixes.find((each) => value.startsWith(`${each}_`));
  return prefix === undefined ? '' : `${prefix}_UNSPECIFIED`;
}

const enumPrefixes = readdirSync(folder)
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}(\w+)_UNSPECIFIED = 0;$/gm)])
  .map(([, prefix]) => prefix ?? '')
  .sort((a, b) => b.length - a.length);

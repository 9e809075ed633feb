import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Field, Parsed } from './config.js';
import { field, good, shown, type Defaulted } from './config-fields.js';
import { Secret } from './secret.js';

export interface PathOptions extends Defaulted<string> {
  /** False for a path the program itself will make. Default true. */
  readonly mustExist?: boolean;
}

/** A folder, given back as an absolute path; `writable` asks that this user may write into it. */
export function folder(
  variable: string,
  options: PathOptions & { readonly writable?: boolean } = {},
): Field<string> {
  return path(variable, options, 'folder', options.writable === true ? constants.W_OK : constants.R_OK);
}

/** A file, given back as an absolute path. */
export function filePath(variable: string, options: PathOptions = {}): Field<string> {
  return path(variable, options, 'file', constants.R_OK);
}

/**
 * A secret kept in a file: reads the file that `<name>_FILE` names, trimmed. `<name>` itself must not
 * be set: a process's environment is inherited by its children and shown by process listings.
 */
export function secretFile(name: string): Field<Secret> {
  const variable = `${name}_FILE`;
  const remedy = `Set ${variable} to the path of a readable file that holds the secret`;
  const secret = field<Secret>(variable, {}, remedy, (value) => {
    const content = contentOf(value, remedy);
    if (!content.ok) return content;
    const trimmed = content.value.trim();
    return trimmed === ''
      ? { ok: false, problem: `the file ${shown(value)} is empty`, remedy }
      : good(new Secret(trimmed));
  });
  return {
    ...secret,
    forbids: {
      variable: name,
      problem: 'a secret is set in the environment itself',
      remedy: `Unset it, write the secret to a file and set ${variable} to its path`,
    },
  };
}

/**
 * A JSON file. `check` turns what was parsed into a typed value and throws an Error that says what is
 * wrong; that message is shown to the operator, so it must not quote secrets.
 */
export function jsonFile<T>(variable: string, check: (json: unknown) => T): Field<T> {
  const remedy = 'Set it to the path of a readable JSON file';
  return field<T>(variable, {}, remedy, (value) => {
    const content = contentOf(value, remedy);
    if (!content.ok) return content;
    let json: unknown;
    try {
      json = JSON.parse(content.value);
    } catch {
      // The parser's own message quotes the file; it is left out.
      return { ok: false, problem: `the file ${shown(value)} is not JSON`, remedy };
    }
    try {
      return good(check(json));
    } catch (error) {
      const why = error instanceof Error ? error.message : 'it is refused';
      return { ok: false, problem: `in the file ${shown(value)}: ${why}`, remedy: 'Correct the file' };
    }
  });
}

function path(
  variable: string,
  options: PathOptions,
  kind: 'file' | 'folder',
  access: number,
): Field<string> {
  const { default: fallback, mustExist = true } = options;
  const wish = access === constants.W_OK ? 'writable' : 'readable';
  const remedy = `Set it to the path of a ${wish} ${kind}`;
  const parse = (value: string): Parsed<string> => {
    const absolute = resolve(value);
    if (!mustExist) return good(absolute);
    try {
      const stats = statSync(absolute);
      if (kind === 'folder' ? !stats.isDirectory() : !stats.isFile()) {
        return { ok: false, problem: `${shown(value)} is not a ${kind}`, remedy };
      }
      accessSync(absolute, access);
      return good(absolute);
    } catch (error) {
      return { ok: false, problem: `${shown(value)} ${faultOf(error)}`, remedy };
    }
  };
  const required = field<string>(variable, {}, remedy, parse);
  // A default path is checked like a path that was set.
  return fallback === undefined ? required : { ...required, whenUnset: () => parse(fallback) };
}

function contentOf(file: string, remedy: string): Parsed<string> {
  try {
    return good(readFileSync(resolve(file), 'utf8'));
  } catch (error) {
    return { ok: false, problem: `the file ${shown(file)} ${faultOf(error)}`, remedy };
  }
}

function faultOf(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
      return 'does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'may not be opened by this user';
    case 'EISDIR':
      return 'is a folder';
    default:
      return `cannot be opened (${code})`;
  }
}

import { formatDecimal, formatMoney, parseDecimal, parseMoney, readReceivedDate } from '@dianda/identifiers';
import type { Finding, IsoDate } from '@dianda/identifiers';
import { instantOf } from '@dianda/inquiry';
import type { Coded, Instant, Money, RecordWarning, RecordWarningCode } from '@dianda/inquiry';
import { readCode, type CodeTable } from './code-table.js';
import type { RegistryRow } from './registry-row.js';

/** What the decoder of a lossy encoding leaves where a character was (standards.md F14). */
const LOST_CHARACTER = '\uFFFD';
/** China has had one zone without summer time since 1991-09-15. */
const BEIJING = '+08:00';

/**
 * Reads the columns of one row into values of the contract. A value that does not read well is left out or marked,
 * with a warning that keeps it raw; the row itself is never dropped. `path` is where the row stands in the record, in
 * the contract's names, such as `house_right.title.mortgages[0]`.
 */
export class FieldReader {
  constructor(
    readonly row: RegistryRow,
    private readonly path: string,
    private readonly warnings: RecordWarning[],
  ) {}

  /** The same row as a part of what it is now. */
  inside(field: string): FieldReader {
    return new FieldReader(this.row, `${this.path}.${field}`, this.warnings);
  }

  text(column: string, field: string): string | undefined {
    const value = this.row.text(column);
    if (value.includes(LOST_CHARACTER)) this.warn(field, 'CHARACTERS_LOST', value);
    return value === '' ? undefined : value;
  }

  /** A text without which the row says nothing; REGISTRY_ROW_UNREADABLE when it is empty. */
  required(column: string, field: string): string {
    return this.text(column, field) ?? this.row.required(column);
  }

  date(column: string, field: string): IsoDate | undefined {
    const raw = this.row.text(column);
    const { value, warnings } = readReceivedDate(raw);
    if (warnings.length > 0) this.warn(field, 'IMPOSSIBLE_DATE', raw);
    return value ?? undefined;
  }

  code<Code extends string>(
    table: CodeTable<Code>,
    column: string,
    field: string,
    textColumn?: string,
  ): Coded<Code> | undefined {
    const text = textColumn === undefined ? '' : this.row.text(textColumn);
    const read = readCode(table, this.row.text(column), text);
    if (read?.warning !== undefined) this.warn(field, read.warning, read.value.raw);
    return read?.value;
  }

  /** As {@link code}, where the contract wants a value: what the register leaves empty is UNKNOWN with raw `-`. */
  requiredCode<Code extends string>(table: CodeTable<Code>, column: string, field: string): Coded<Code> {
    return this.code(table, column, field) ?? { code: 'UNKNOWN', raw: '-' };
  }

  integer(column: string, field: string): number | undefined {
    const raw = this.row.text(column);
    if (raw === '') return undefined;
    if (/^\d{1,9}$/.test(raw)) return Number(raw);
    this.warn(field, 'UNREADABLE_NUMBER', raw);
    return undefined;
  }

  /** 1 and 是 are true, 0 and 否 are false; anything else is not held, with a warning. */
  flag(column: string, field: string): boolean | undefined {
    const raw = this.row.text(column);
    if (raw === '') return undefined;
    if (raw === '1' || raw === '是') return true;
    if (raw === '0' || raw === '否') return false;
    this.warn(field, 'UNKNOWN_CODE', raw);
    return undefined;
  }

  /** A quantity that is not money; negative ones and more than `places` decimals do not read. */
  decimal(column: string, field: string, places = 8): string | undefined {
    const raw = this.row.text(column);
    if (raw === '') return undefined;
    const read = parseDecimal(raw);
    if (read.ok && read.value.unscaled >= 0n && read.value.scale <= places) return formatDecimal(read.value);
    this.warn(field, 'UNREADABLE_NUMBER', raw);
    return undefined;
  }

  /** A currency by its letters or number, as ISO 4217 letters. */
  currency(column: string, field: string): string | undefined {
    const raw = this.row.text(column);
    if (raw === '') return undefined;
    const read = parseMoney('0', { currency: raw });
    if (read.ok && read.value.currency !== null) return read.value.currency;
    this.warn(field, 'UNKNOWN_CODE', raw);
    return undefined;
  }

  /**
   * An amount, converted from 万元 when that is what the column counts in. Without a known currency, or with more than two decimals, it does not read:
   * rounding it or calling it yuan would be a guess.
   */
  money(
    column: string,
    currency: string | undefined,
    field: string,
    unit: 'yuan' | 'wan_yuan' = 'yuan',
  ): Money | undefined {
    const raw = this.row.text(column);
    if (raw === '') return undefined;
    const read = parseMoney(withoutIdleZeros(raw), { currency, unit });
    if (read.ok && read.value.currency !== null && !read.warnings.some(isPrecisionLost)) {
      return { amount: formatMoney(read.value), currency: read.value.currency };
    }
    this.warn(field, 'UNREADABLE_NUMBER', currency === undefined ? raw : `${raw} ${currency}`);
    return undefined;
  }

  /** A time without zone in a register that is known to write Beijing time. */
  beijingTime(column: string, field: string): Instant | undefined {
    const raw = this.row.text(column);
    if (raw === '') return undefined;
    const time = Date.parse(`${raw.replace(' ', 'T')}${BEIJING}`);
    if (Number.isNaN(time)) {
      this.warn(field, 'IMPOSSIBLE_DATE', raw);
      return undefined;
    }
    return instantOf(time);
  }

  warn(field: string, code: RecordWarningCode, raw?: string): void {
    const warning = { field: field === '' ? this.path : `${this.path}.${field}`, code };
    this.warnings.push(raw === undefined || raw === '' ? warning : { ...warning, raw });
  }
}

/** A numeric column of scale 4 writes 12.5000: the zeros say nothing. */
function withoutIdleZeros(number: string): string {
  return number.replace(/(\.\d{2}\d*?)0+$/, '$1');
}

function isPrecisionLost(finding: Finding): boolean {
  return finding.code === 'MONEY_DECIMALS';
}

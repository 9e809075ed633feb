import {
  DiandaError,
  mustParse,
  parseBatchId,
  problemsOf,
  type Actor,
  type BatchId,
  type BatchStore,
  type OrderInquiry,
  type Randomness,
  type ReadRow,
} from '@dianda/inquiry';
import { createHash } from 'node:crypto';
import { JSON_LINES_TYPE, XLSX_TYPE } from './batch-file.js';
import { ordersOf } from './batch-orders.js';
import { decodeText } from './decode-text.js';
import { readCsv } from './read-csv.js';
import { readJsonLines } from './read-json-lines.js';
import { readXlsx } from './read-xlsx.js';

/** A file of orders as it was sent. */
export interface BatchFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly charset: string | undefined;
}

/** Orders looked at at once in a dry run. */
const CHECKS_AT_ONCE = 4;

/** Takes a file of orders: its rows are stored to be ordered one by one (`RunBatch`), and the file is not kept. */
export class OrderBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly orderInquiry: OrderInquiry,
    private readonly randomness: Randomness,
  ) {}

  /** Throws InvalidRequest for a file that is wrong as a whole, and IDEMPOTENCY_KEY_REUSED. */
  async take(file: BatchFile, by: Actor, idempotencyKey: string): Promise<BatchId> {
    const rows = await rowsOfFile(file);
    const bodyHash = createHash('sha256').update(`${file.mediaType};${file.charset}\n`).update(file.bytes);
    return this.batches.create({
      id: mustParse(parseBatchId, this.randomness.uuid()),
      by,
      idempotencyKey,
      bodyHash: bodyHash.digest('hex'),
      rows,
    });
  }

  /** The rows as they would fare now; stores nothing, not even the refusals. */
  async check(file: BatchFile, by: Actor): Promise<readonly ReadRow[]> {
    const rows = [...(await rowsOfFile(file))];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let at = next++; at < rows.length; at = next++) {
        const row = rows[at];
        if (row !== undefined && 'order' in row) rows[at] = await this.checked(row, by);
      }
    };
    await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, work));
    return rows;
  }

  private async checked(row: Extract<ReadRow, { order: unknown }>, by: Actor): Promise<ReadRow> {
    try {
      await this.orderInquiry.check(row.order, by);
      return row;
    } catch (error) {
      if (error instanceof DiandaError && error.origin === 'requester') {
        return { number: row.number, problems: problemsOf(error) };
      }
      throw error;
    }
  }
}

async function rowsOfFile({ bytes, mediaType, charset }: BatchFile): Promise<readonly ReadRow[]> {
  switch (mediaType) {
    case XLSX_TYPE:
      return ordersOf(await readXlsx(bytes));
    case JSON_LINES_TYPE:
      return ordersOf(readJsonLines(decodeText(bytes, charset)));
    default:
      return ordersOf(readCsv(decodeText(bytes, charset)));
  }
}

import createClient, { type Client } from 'openapi-fetch';
import type { Batch, BatchCheck, BatchRow, BatchRowList, OrderInquiryDto, paths, Report } from './api.ts';
import type { Language } from './config.ts';
import type { OwnCase } from './own-cases.ts';
import { RefusedError } from './refused-error.ts';

/** A report as a file; by the Accept header. */
export const reportTypes = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** What answers are read as unless a call says otherwise. */
type JsonType = 'application/json' | 'application/problem+json';

/** What a court's case system does at Dianda. Everything throws RefusedError with the gateway's own words. */
export class Dianda {
  readonly #gateway: Client<paths, JsonType>;

  constructor(gatewayUrl: string, language: Language, fetch: (request: Request) => Promise<Response>) {
    this.#gateway = createClient<paths, JsonType>({
      baseUrl: gatewayUrl,
      headers: { 'accept-language': language },
      fetch,
    });
  }

  /** The same case again changes nothing. */
  async putCase({ caseNumber, pushed }: OwnCase): Promise<void> {
    const { error } = await this.#gateway.PUT('/api/v1/cases/{caseNumber}', {
      params: { path: { caseNumber } },
      body: pushed,
    });
    if (error !== undefined) throw new RefusedError(`PUT case ${caseNumber}`, error);
  }

  /** Has Dianda draw up the 协助查询通知书 about all liable parties; answers its id. One number, one notice. */
  async drawUpNotice(caseNumber: string, number: string, purpose: string): Promise<string> {
    const { data, error } = await this.#gateway.POST('/api/v1/cases/{caseNumber}/notices', {
      params: { path: { caseNumber } },
      body: { number, purpose },
    });
    if (data === undefined) throw new RefusedError(`POST notice ${number}`, error);
    return data.id;
  }

  /** Answers the inquiry's id; the same key gives the same inquiry. */
  async order(order: OrderInquiryDto, idempotencyKey: string): Promise<string> {
    const { data, error } = await this.#gateway.POST('/api/v1/inquiries', {
      params: { header: { 'Idempotency-Key': idempotencyKey } },
      body: order,
    });
    if (data === undefined) throw new RefusedError(`POST inquiry of ${order.caseNumber}`, error);
    return data.id;
  }

  /** What would become of each row; nothing is stored. */
  async checkBatch(csv: string, idempotencyKey: string): Promise<BatchCheck> {
    const answer = await this.#sendBatch(csv, idempotencyKey, 'true');
    if ('id' in answer) throw new TypeError('a dry run that made a batch');
    return answer;
  }

  async orderBatch(csv: string, idempotencyKey: string): Promise<Batch> {
    const answer = await this.#sendBatch(csv, idempotencyKey, 'false');
    if (!('id' in answer)) throw new TypeError('an order that was answered as a dry run');
    return answer;
  }

  async readBatch(id: string): Promise<Batch> {
    const { data, error } = await this.#gateway.GET('/api/v1/inquiries/batches/{id}', {
      params: { path: { id } },
    });
    if (data === undefined) throw new RefusedError(`GET batch ${id}`, error);
    return data;
  }

  /** All rows, over as many pages as there are. */
  async batchRows(id: string): Promise<readonly BatchRow[]> {
    const rows: BatchRow[] = [];
    let after: number | undefined = 0;
    while (after !== undefined) {
      const page: BatchRowList = await this.#batchRowPage(id, after);
      rows.push(...page.items);
      after = page.nextAfter;
    }
    return rows;
  }

  /** One version, which never changes; a late answer makes the next. */
  async report(id: string, version: number): Promise<Report> {
    const { data, error } = await this.#gateway.GET('/api/v1/inquiries/{id}/report', {
      params: { path: { id }, query: { version } },
    });
    if (data === undefined) throw new RefusedError(`GET report of ${id}`, error);
    return data;
  }

  async reportFile(id: string, version: number, as: keyof typeof reportTypes): Promise<Uint8Array> {
    const { data, error } = await this.#gateway.GET('/api/v1/inquiries/{id}/report', {
      params: { path: { id }, query: { version } },
      headers: { accept: reportTypes[as] },
      parseAs: 'arrayBuffer',
    });
    if (data === undefined) throw new RefusedError(`GET report of ${id} as ${as}`, error);
    return new Uint8Array(data);
  }

  async #batchRowPage(id: string, after: number): Promise<BatchRowList> {
    const { data, error } = await this.#gateway.GET('/api/v1/inquiries/batches/{id}/rows', {
      params: { path: { id }, query: { after, limit: 1000 } },
    });
    if (data === undefined) throw new RefusedError(`GET rows of batch ${id}`, error);
    return data;
  }

  async #sendBatch(
    csv: string,
    idempotencyKey: string,
    dryRun: 'true' | 'false',
  ): Promise<Batch | BatchCheck> {
    const { data, error } = await this.#gateway.POST('/api/v1/inquiries/batch', {
      params: { header: { 'Idempotency-Key': idempotencyKey }, query: { dryRun } },
      headers: { 'content-type': 'text/csv; charset=utf-8' },
      body: csv,
      bodySerializer: (text) => text,
    });
    if (data === undefined) throw new RefusedError('POST batch', error);
    return data;
  }
}
